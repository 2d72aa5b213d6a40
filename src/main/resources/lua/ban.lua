-- Bans a user, or lifts the ban.
-- Own arguments: 1 and the reason for the end of the sessions, or 0
-- Returns {'gone'} or {'done', how many sessions ended}
if redis.call('EXISTS', user) == 0 then
  return {'gone'}
end
local ended = 0
if own_arg(1) == '1' then
  redis.call('HSET', user, 'banned', now)
  ended = end_sessions(own_arg(2))
else
  redis.call('HDEL', user, 'banned')
end
return {'done', ended}
