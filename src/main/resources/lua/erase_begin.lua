-- Marks a user as being erased: sessions end, and from now on nobody logs in or changes it.
-- Own arguments: reason for the end of the sessions
-- Returns {'gone'} or {'done', app, openid, unionid or '', account or ''}
local facts = redis.call('HMGET', user, 'app', 'openid', 'unionid', 'account')
if not facts[1] then
  return {'gone'}
end
redis.call('HSET', user, 'erasing', now)
end_sessions(own_arg(1))
return {'done', facts[1], facts[2], facts[3] or '', facts[4] or ''}
