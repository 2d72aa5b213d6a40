-- Takes the access_token, or the right to renew it.
-- KEYS: token of the app
-- ARGV: owner of the lock to be, ms it holds
-- Returns {'token' or 'renew' or 'wait', sealed token or '', ms it still lives}
local now = now_ms()
local at = redis.call('HMGET', KEYS[1], 'token', 'expires', 'renew-at', 'lock-until')
local token, left = at[1] or '', at[2] and tonumber(at[2]) - now or 0
if token ~= '' and left > 0 and now < tonumber(at[3]) then
  return {'token', token, left}
end
if at[4] and tonumber(at[4]) > now then
  if token ~= '' and left > 0 then
    return {'token', token, left}
  end
  return {'wait', '', 0}
end
redis.call('HSET', KEYS[1], 'lock', ARGV[1], 'lock-until', now + tonumber(ARGV[2]))
redis.call('PEXPIREAT', KEYS[1], math.max(now + left, now + tonumber(ARGV[2])))
return {'renew', token, left}
