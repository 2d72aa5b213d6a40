-- Counts users as active on a day.
-- KEYS: the day's approximate set
-- ARGV: seconds to keep it, then the ids of the users
redis.call('PFADD', KEYS[1], unpack(ARGV, 2))
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
