-- Releases the lock after a failure. The next attempt must wait for the pause.
-- KEYS: token of the app
-- ARGV: owner of the lock, ms to leave WeChat alone
-- Returns 1, or 0 if the lock has another owner by now
if redis.call('HGET', KEYS[1], 'lock') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'lock', '', 'lock-until', now_ms() + tonumber(ARGV[2]))
return 1
