-- Opens a session: finds or creates the user, keeps the session_key, ends the session that the login replaces and those
-- beyond the allowed number, all in one step.
-- KEYS: registry of the app, user, index of the user's sessions, the new session,
--       then session, attributes and tombstone of every session of the user that the caller knows of
-- ARGV: user id, app id, openid, unionid or '', sealed session_key, its fingerprints, client or '', handle of the new session,
--       idle timeout ms, absolute lifetime ms, sessions allowed, number of sessions to replace,
--       reason for replacing, reason for kicking, ms to keep reasons,
--       then the handles of the known sessions, those to replace first
-- Returns {'again', user id, handles...} if the caller did not know enough, {'banned'}, {'erasing', user id} or
-- {'opened', session record, ms it may live, how many were replaced, unionid that was the user's until now or '',
-- 1 if the user is new}
local user_id, app_id, openid, unionid = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local sealed_key, fingerprints, client, handle = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local idle, lifetime, allowed, replaced_count = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local replace_reason, kick_reason, reason_ttl = ARGV[13], ARGV[14], ARGV[15]
local registry, user, index, session = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local now = now_ms()

local owner = redis.call('HGET', registry, openid)
if owner and owner ~= user_id then
  return {'again', owner}
end
local state = redis.call('HMGET', user, 'erasing', 'banned', 'unionid')
if state[1] then
  return {'erasing', user_id}
end
if state[2] then
  return {'banned'}
end
redis.call('ZREMRANGEBYSCORE', index, '-inf', now)

-- The keys of each known session, by handle.
local known, replaced = {}, {}
for i = 16, #ARGV do
  local first = 5 + (i - 16) * 3
  known[ARGV[i]] = {KEYS[first], KEYS[first + 1], KEYS[first + 2]}
  replaced[ARGV[i]] = i < 16 + replaced_count
end

local others = redis.call('ZRANGE', index, 0, -1)
local strangers = 0
for _, other in ipairs(others) do
  if not known[other] then
    strangers = strangers + 1
  end
end

-- Copies of the unionid in other sessions must follow, and sessions beyond the number must go. A session that the caller does
-- not know of is younger than all it knows, so the oldest is known unless none is.
local union_changed = owner and (state[3] or '') ~= unionid
local survivors = {}
for _, other in ipairs(others) do
  if known[other] and not replaced[other] then
    local raw = redis.call('GET', known[other][1])
    if raw then
      survivors[#survivors + 1] = {handle = other, record = cjson.decode(raw)}
    end
  end
end
local surplus = #survivors + strangers + 1 - allowed
if (union_changed and strangers > 0) or (surplus > #survivors and strangers > 0) then
  return {'again', user_id, unpack(others)}
end

local ended = 0
for other, keys in pairs(known) do
  if replaced[other] then
    ended = ended + end_session(index, keys[1], keys[2], keys[3], other, replace_reason, reason_ttl)
  end
end
table.sort(survivors, function(a, b) return a.record.t < b.record.t end)
for i, survivor in ipairs(survivors) do
  local keys = known[survivor.handle]
  if i <= surplus then
    end_session(index, keys[1], keys[2], keys[3], survivor.handle, kick_reason, reason_ttl)
  elseif union_changed then
    survivor.record.n = unionid ~= '' and unionid or nil
    put_session(index, keys[1], survivor.handle, survivor.record, now)
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
if client ~= '' then record.d = client end
if facts[1] then record.r = true end
if facts[2] then record.c = facts[2] end
put_session(index, session, handle, record, now)
return {'opened', cjson.encode(record), math.min(idle, lifetime), ended, union_changed and state[3] or '', owner and 0 or 1}
