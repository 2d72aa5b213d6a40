-- Binds a user to an account that was claimed a moment ago.
-- Own keys: counts of the app
-- Own arguments: account, when it was claimed, ms a claim is good for, the claim
-- Returns {'gone'}, {'late'}, {'conflict'} if the user has another account, or {'done'}
if not is_staying(user) then
  return {'gone'}
end
local account = own_arg(1)
local bound = redis.call('HGET', user, 'account')
if bound == account then
  redis.call('HSET', user, 'claim', own_arg(4))
  return {'done'}
end
if bound then
  return {'conflict'}
end
if now - tonumber(own_arg(2)) > tonumber(own_arg(3)) then
  return {'late'}
end
redis.call('HSET', user, 'account', account, 'claim', own_arg(4))
count_users(own_key(1), 'bound', 1)
change_sessions(function(record) record.c = account end)
return {'done'}
