-- Lets an event take effect on what a user said of itself, once.
-- Own keys: the event
-- Own arguments: seconds to remember the event, field to set or '', then fields to delete
-- Returns {'seen'} or {'done'}
if not redis.call('SET', own_key(1), '1', 'NX', 'EX', own_arg(1)) then
  return {'seen'}
end
if redis.call('EXISTS', user) == 1 and redis.call('HEXISTS', user, 'erasing') == 0 then
  if own_arg(2) ~= '' then
    redis.call('HSET', user, own_arg(2), '1')
  end
  for i = 2 + known_count + 3, #ARGV do
    redis.call('HDEL', user, ARGV[i])
  end
end
return {'done'}
