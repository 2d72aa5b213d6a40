-- How many users of an app there are in a partition, and how many sessions are live.
-- KEYS: registry of the app, counts of the app, live sessions of the partition
-- ARGV: app id
-- Returns {users, registered, bound, live sessions}
local counts = redis.call('HMGET', KEYS[2], 'registered', 'bound')
return {redis.call('HLEN', KEYS[1]), tonumber(counts[1] or 0), tonumber(counts[2] or 0),
  count_live_sessions(KEYS[3], ARGV[1], now_ms())}
