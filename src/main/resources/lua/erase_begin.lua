-- Marks a user as being erased: sessions end, and from now on nobody logs in or changes it.
-- Own keys: the event that asks for it, if one does
-- Own arguments: reason for the end of the sessions, seconds to remember the event
-- Returns {'gone'} or {'done', app, openid, unionid or '', account or '', claim to it or ''}
local facts = redis.call('HMGET', user, 'app', 'openid', 'unionid', 'account', 'erasing', 'claim')
if not facts[1] then
  return {'gone'}
end
-- An event that comes again must not erase a user who has come back, but it completes what it began.
if own_key(1) and not facts[5] and not redis.call('SET', own_key(1), '1', 'NX', 'EX', own_arg(2)) then
  return {'gone'}
end
redis.call('HSET', user, 'erasing', now)
end_sessions(own_arg(1))
return {'done', facts[1], facts[2], facts[3] or '', facts[4] or '', facts[6] or ''}
