-- Takes the account from a user.
-- Own keys: counts of the app
-- Returns {'done', the account or '', the claim to it or ''}
local bound = redis.call('HMGET', user, 'account', 'claim')
local account = bound[1]
if account then
  redis.call('HDEL', user, 'account', 'claim')
  count_users(own_key(1), 'bound', -1)
  change_sessions(function(record) record.c = nil end)
end
return {'done', account or '', bound[2] or ''}
