-- Applies a pushed event once: sets a field of the user or deletes fields.
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
  for _, field in ipairs(own_args_from(3)) do
    redis.call('HDEL', user, field)
  end
end
return {'done'}
