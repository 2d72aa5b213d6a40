-- Sets an attribute of a live session, for as long as the session lives.
-- KEYS: session, attributes
-- ARGV: name, value, attributes allowed
-- Returns 'gone', 'full' or 'done'
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then
  return 'gone'
end
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[3]) then
  return 'full'
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], left)
return 'done'
