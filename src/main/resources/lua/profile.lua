-- Writes what a user says of itself, and registers the user the first time.
-- Own keys: counts of the app
-- Own arguments: nickname or '', whether it is given, avatar or '', whether it is given
-- Returns {'gone'} or {'done', 1 if it was the first time}

-- Redis keeps a hash compact while no value has more than 64 bytes, so the address of a picture is kept in pieces.
local function put_avatar(address)
  redis.call('HDEL', user, 'avatar-2', 'avatar-3', 'avatar-4')
  redis.call('HSET', user, 'avatar', string.sub(address, 1, 64))
  if #address > 64 then redis.call('HSET', user, 'avatar-2', string.sub(address, 65, 128)) end
  if #address > 128 then redis.call('HSET', user, 'avatar-3', string.sub(address, 129, 192)) end
  if #address > 192 then redis.call('HSET', user, 'avatar-4', string.sub(address, 193)) end
end

if not is_staying(user) then
  return {'gone'}
end
if own_arg(2) == '1' then
  redis.call('HSET', user, 'nick', own_arg(1))
end
if own_arg(4) == '1' then
  put_avatar(own_arg(3))
end
redis.call('HDEL', user, 'stale')
local first = redis.call('HSETNX', user, 'registered', now)
if first == 1 then
  count_users(own_key(1), 'registered', 1)
  change_sessions(function(record) record.r = true end)
end
return {'done', first}
