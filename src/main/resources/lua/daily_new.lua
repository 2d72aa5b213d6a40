-- Counts new users of a day.
-- KEYS: the day's number
-- ARGV: seconds to keep it, how many more
redis.call('INCRBY', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
