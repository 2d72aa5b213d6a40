-- Replaces the counts of an app in a partition by those that were found, unless a count has changed meanwhile.
-- KEYS: counts of the app, live sessions of the partition
-- ARGV: app id, version of the counts when counting began, version of the live sessions then, registered users, bound users,
--       then each minute in which sessions end, and how many do
-- Returns 1, or 0 if a count has changed
local counts, live, app = KEYS[1], KEYS[2], ARGV[1]
if (redis.call('HGET', counts, 'version') or '0') ~= ARGV[2] or (redis.call('HGET', live, 'version') or '0') ~= ARGV[3] then
  return 0
end
redis.call('HSET', counts, 'registered', ARGV[4], 'bound', ARGV[5])
for _, field in ipairs(redis.call('HKEYS', live)) do
  if field == app or string.sub(field, 1, #app + 1) == app .. '|' then
    redis.call('HDEL', live, field)
  end
end
local now = now_ms()
for i = 6, #ARGV, 2 do
  count_session(live, app, tonumber(ARGV[i]) * 60000, tonumber(ARGV[i + 1]), now)
end
return 1
