-- Deletes a user that was marked, and its place in the registry. A ban stays.
-- Own keys: registry of the app, counts of the app, the ban
-- Returns {'done'}
local facts = redis.call('HMGET', user, 'openid', 'registered', 'account', 'erasing', 'banned')
if facts[4] then
  if redis.call('HGET', own_key(1), facts[1]) == user_id then
    redis.call('HDEL', own_key(1), facts[1])
  end
  if facts[5] then redis.call('SET', own_key(3), '1') end
  if facts[2] then count_users(own_key(2), 'registered', -1) end
  if facts[3] then count_users(own_key(2), 'bound', -1) end
  redis.call('DEL', user, index)
end
return {'done'}
