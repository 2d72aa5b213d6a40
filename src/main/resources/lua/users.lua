-- What scripts that change a user and all of the user's sessions share; needs sessions.lua before it.
-- KEYS: user, index of the user's sessions, then session, attributes and tombstone of each known session, then the script's own
-- ARGV: ms to keep the reason of an end, number of known sessions, their handles, then the script's own
-- Returns {'again', handles...} if there are sessions that the caller does not know of

local user, index = KEYS[1], KEYS[2]
local known_count = tonumber(ARGV[2])
local now = now_ms()

local function own_key(i)
  return KEYS[2 + 3 * known_count + i]
end

local function own_arg(i)
  return ARGV[2 + known_count + i]
end

local known = {}
for i = 1, known_count do
  known[ARGV[2 + i]] = {KEYS[3 * i], KEYS[3 * i + 1], KEYS[3 * i + 2]}
end

tidy(index, now)
local live = redis.call('ZRANGE', index, 0, -1)
for _, handle in ipairs(live) do
  if not known[handle] then
    return {'again', unpack(live)}
  end
end

-- Rewrites the record of each session.
local function change_sessions(change)
  for _, handle in ipairs(live) do
    local raw = redis.call('GET', known[handle][1])
    if raw then
      local record = cjson.decode(raw)
      change(record)
      put_session(index, known[handle][1], handle, record, now)
    end
  end
end

-- Ends all sessions.
local function end_sessions(reason)
  for _, handle in ipairs(live) do
    end_session(index, known[handle][1], known[handle][2], known[handle][3], handle, reason, ARGV[1])
  end
end
