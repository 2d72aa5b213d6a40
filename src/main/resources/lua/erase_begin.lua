-- Marks a user as being erased: sessions end, and logins and changes are refused from now on.
-- Own keys: the event that asks for it, if one does
-- Own arguments: reason for the end of the sessions, then of the event: seconds to remember it, the second in which it happened
-- Returns {'gone'} or {'done', how many sessions ended, app, openid, unionid or '', account or '', claim of it or ''}
local facts = redis.call('HMGET', user, 'app', 'unionid', 'account', 'erasing', 'claim', 'openid', 'created')
if not facts[1] then
  return {'gone'}
end
-- An event that comes again must not erase a user who has come back, but it completes what it began.
if own_key(1) and not facts[4] then
  local happened = tonumber(own_arg(3)) * 1000
  local is_old = happened < now - own_arg(2) * 1000 or happened < tonumber(facts[7]) - tonumber(facts[7]) % 1000
  if is_old or not redis.call('SET', own_key(1), '1', 'NX', 'EX', own_arg(2)) then
    return {'gone'}
  end
end
redis.call('HSET', user, 'erasing', now)
local ended = end_sessions(own_arg(1))
return {'done', ended, facts[1], facts[6], facts[2] or '', facts[3] or '', facts[5] or ''}
