-- Counts something of a day: a member of an approximate set, or just one more.
-- KEYS: the day's set or number
-- ARGV: seconds to keep it, member if it is a set
-- Returns 1
if ARGV[2] then
  redis.call('PFADD', KEYS[1], ARGV[2])
else
  redis.call('INCR', KEYS[1])
end
if redis.call('TTL', KEYS[1]) < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return 1
