-- Opens a session: finds or creates the user, keeps the session_key, ends the sessions that the login replaces and the oldest
-- ones beyond the allowed number, all in one step.
-- Own keys: registry of the app, the new session, then the bans that may have outlived an earlier user of that openid
-- Own arguments: app id, openid, unionid or '', sealed session_key, its fingerprints, client description or '',
--       handle of the new session, idle timeout ms, absolute lifetime ms, most sessions of a user, id for a new user,
--       reason for replacing, reason for kicking, digest of the access token, then the handles of the sessions to replace
-- Returns {'again', user id, handles...} if the caller named another user than the registry does or did not know enough sessions,
-- {'banned'}, {'erasing', user id} or
-- {'opened', session record, ms it may live, how many were replaced, how many were kicked, unionid that was the user's until now or '',
-- 1 if the user is new}
local registry, session = own_key(1), own_key(2)
local app_id, openid, unionid = own_arg(1), own_arg(2), own_arg(3)
local sealed_key, fingerprints, client, handle = own_arg(4), own_arg(5), own_arg(6), own_arg(7)
local idle, lifetime, max_sessions, new_id = tonumber(own_arg(8)), tonumber(own_arg(9)), tonumber(own_arg(10)), own_arg(11)
local replace_reason, kick_reason = own_arg(12), own_arg(13)

-- The user may have been created or erased since the caller looked. An id that was erased is never used again.
local owner = redis.call('HGET', registry, openid)
if user_id ~= (owner or new_id) then
  return again(owner or new_id, {})
end
local state = redis.call('HMGET', user, 'erasing', 'banned', 'unionid')
if state[1] then
  return {'erasing', user_id}
end
if state[2] then
  return {'banned'}
end
local i = 3
while not owner and own_key(i) do
  if redis.call('EXISTS', own_key(i)) == 1 then
    return {'banned'}
  end
  i = i + 1
end

local replaced = {}
for _, replaced_handle in ipairs(own_args_from(15)) do
  replaced[replaced_handle] = true
end
local others = {}
for _, live_handle in ipairs(live) do
  local raw = known[live_handle] and not replaced[live_handle] and redis.call('GET', known[live_handle][1])
  if raw then
    others[#others + 1] = {handle = live_handle, record = cjson.decode(raw)}
  end
end

-- The oldest sessions beyond the allowed number end, and a changed unionid must be written to all sessions. A session that the
-- caller did not name is newer than all it named, so it matters only for the unionid or if too many sessions would remain.
local union_changed = owner and (state[3] or '') ~= unionid
local surplus = #others + unknown_count + 1 - max_sessions
if unknown_count > 0 and (union_changed or surplus > #others) then
  return again(user_id, live)
end

-- A session to be replaced is ended even if the index does not hold it.
local ended, kicked = 0, 0
for replaced_handle in pairs(replaced) do
  ended = ended + end_known(replaced_handle, replace_reason)
end
table.sort(others, function(a, b) return a.record.t < b.record.t end)
for i, other in ipairs(others) do
  if i <= surplus then
    kicked = kicked + end_known(other.handle, kick_reason)
  elseif union_changed then
    other.record.n = unionid ~= '' and unionid or nil
    put_session(index, live_sessions, known[other.handle][1], other.handle, other.record, now)
  end
end

if not owner then
  redis.call('HSET', registry, openid, user_id)
  redis.call('HSET', user, 'app', app_id, 'openid', openid, 'created', now)
end
if unionid ~= '' then
  redis.call('HSET', user, 'unionid', unionid)
else
  redis.call('HDEL', user, 'unionid')
end

put_session_key(user, sealed_key, fingerprints, now)

local facts = redis.call('HMGET', user, 'registered', 'account')
local record = {
  u = user_id, a = app_id, o = openid, t = now, x = now + lifetime, i = now + math.min(idle, lifetime), g = 0, f = now
}
if unionid ~= '' then record.n = unionid end
note_token(record, own_arg(14))
if client ~= '' then record.d = client end
if facts[1] then record.r = true end
if facts[2] then record.c = facts[2] end
put_session(index, live_sessions, session, handle, record, now)
return {'opened', cjson.encode(record), math.min(idle, lifetime), ended, kicked, union_changed and state[3] or '', owner and 0 or 1}
