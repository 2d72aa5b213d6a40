-- Writes what a user says of itself, and registers the user the first time.
-- Own keys: counts of the app
-- Own arguments: nickname or '', whether it is given, avatar or '', whether it is given
-- Returns {'gone'} or {'done', 1 if it was the first time}
if redis.call('EXISTS', user) == 0 or redis.call('HEXISTS', user, 'erasing') == 1 then
  return {'gone'}
end
if own_arg(2) == '1' then
  redis.call('HSET', user, 'nick', own_arg(1))
end
if own_arg(4) == '1' then
  redis.call('HSET', user, 'avatar', own_arg(3))
end
redis.call('HDEL', user, 'stale')
local first = redis.call('HSETNX', user, 'registered', now)
if first == 1 then
  redis.call('HINCRBY', own_key(1), 'registered', 1)
  change_sessions(function(record) record.r = true end)
end
return {'done', first}
