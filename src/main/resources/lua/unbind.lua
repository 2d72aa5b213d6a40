-- Takes the account from a user.
-- Own keys: counts of the app
-- Returns {'done', the account or ''}
local account = redis.call('HGET', user, 'account')
if account then
  redis.call('HDEL', user, 'account')
  redis.call('HINCRBY', own_key(1), 'bound', -1)
  change_sessions(function(record) record.c = nil end)
end
return {'done', account or ''}
