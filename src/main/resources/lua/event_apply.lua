-- Applies a pushed event once: sets a field of the user or deletes fields.
-- Own keys: the event
-- Own arguments: seconds to remember the event, the second in which it happened, field to set or '', then fields to delete
-- Returns {'old'}, {'seen'} or {'done'}
-- Once it is not remembered any more, it must not take effect again.
if tonumber(own_arg(2)) * 1000 < now - own_arg(1) * 1000 then
  return {'old'}
end
if not redis.call('SET', own_key(1), '1', 'NX', 'EX', own_arg(1)) then
  return {'seen'}
end
if is_staying(user) then
  if own_arg(3) ~= '' then
    redis.call('HSET', user, own_arg(3), '1')
  end
  for _, field in ipairs(own_args_from(4)) do
    redis.call('HDEL', user, field)
  end
end
return {'done'}
