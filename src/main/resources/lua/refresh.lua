-- Takes the next step of a session's refresh token, or ends the session if an old one came back
-- or the user may not go on.
-- KEYS: session, attributes, end reason, index of the user's sessions, user, live sessions of the partition
-- ARGV: handle, generation presented, reuse window ms, idle timeout ms, reason for reuse, ms to keep a reason,
--       digest of the access token to be given out, reason if the user is banned, reason if the user is erased
-- Returns {'gone'}, {'refused', reason}, {'reused'} or {'current', generation to issue, session record, ms it may still live}
local raw = redis.call('GET', KEYS[1])
if not raw then
  return {'gone'}
end
local record = cjson.decode(raw)
local presented = tonumber(ARGV[2])
local now = now_ms()

-- A ban or an erasure ends the sessions that the index names. The index may have lost this one.
local state = redis.call('HMGET', KEYS[5], 'app', 'erasing', 'banned')
local refusal = (not state[1] or state[2]) and ARGV[9] or state[3] and ARGV[8]
if refusal then
  end_session(KEYS[4], KEYS[6], KEYS[1], KEYS[2], KEYS[3], ARGV[1], refusal, ARGV[6])
  return {'refused', refusal}
end

if presented < record.g then
  local just_rotated = presented == record.g - 1 and now - record.f <= tonumber(ARGV[3])
  if not just_rotated then
    end_session(KEYS[4], KEYS[6], KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[5], ARGV[6])
    return {'reused'}
  end
else
  -- Normally equal. A newer one with a valid mac was issued before a failover lost the rotation.
  record.g = presented + 1
  record.f = now
  record.i = math.min(now + tonumber(ARGV[4]), record.x)
end
note_token(record, ARGV[7])
put_session(KEYS[4], KEYS[6], KEYS[1], ARGV[1], record, now)
redis.call('PEXPIREAT', KEYS[2], record.i)
return {'current', string.format('%.0f', record.g), cjson.encode(record), record.i - now}
