-- Marks a user as being erased: sessions end, and logins and changes are refused from now on.
-- Own keys: the event that asks for it, if one does
-- Own arguments: reason for the end of the sessions, seconds to remember the event
-- Returns {'gone'} or {'done', app, unionid or '', account or '', claim of it or ''}
local facts = redis.call('HMGET', user, 'app', 'unionid', 'account', 'erasing', 'claim')
if not facts[1] then
  return {'gone'}
end
-- An event that comes again must not erase a user who has come back, but it completes what it began.
if own_key(1) and not facts[4] and not redis.call('SET', own_key(1), '1', 'NX', 'EX', own_arg(2)) then
  return {'gone'}
end
redis.call('HSET', user, 'erasing', now)
end_sessions(own_arg(1))
return {'done', facts[1], facts[2] or '', facts[3] or '', facts[5] or ''}
