-- Prelude 3, after users.lua: for scripts that change all sessions of the user.
-- Returns {'again', user id, handles...} if the index holds a session that the caller does not know of

if unknown_count > 0 then
  return again(user_id, live)
end

-- Rewrites the record of each live session.
local function change_sessions(change)
  for _, handle in ipairs(live) do
    local raw = redis.call('GET', known[handle][1])
    if raw then
      local record = cjson.decode(raw)
      change(record)
      put_session(index, live_sessions, known[handle][1], handle, record, now)
    end
  end
end

-- Ends all live sessions. Returns how many.
local function end_sessions(reason)
  local ended = 0
  for _, handle in ipairs(live) do
    ended = ended + end_known(handle, reason)
  end
  return ended
end
