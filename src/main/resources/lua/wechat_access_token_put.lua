-- Keeps a new access_token and gives up the lock.
-- KEYS: token of the app
-- ARGV: owner of the lock, sealed token, ms it lives, ms before its end at which it is to be renewed
-- Returns 1, or 0 if the lock has another owner by now
if redis.call('HGET', KEYS[1], 'lock') ~= ARGV[1] then
  return 0
end
local now = now_ms()
local expires = now + tonumber(ARGV[3])
redis.call('HSET', KEYS[1], 'token', ARGV[2], 'expires', expires, 'renew-at', expires - tonumber(ARGV[4]))
redis.call('HDEL', KEYS[1], 'lock', 'lock-until')
redis.call('PEXPIREAT', KEYS[1], expires)
return 1
