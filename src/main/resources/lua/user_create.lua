-- Finds or creates the user of an openid without a login.
-- KEYS: registry of the app, user to create, then the bans that may have outlived an earlier user of that openid
-- ARGV: user id, app id, openid, unionid or '' if it is not known
-- Returns {1 if it was created, user id}; a user that exists is left as it is
local known = redis.call('HGET', KEYS[1], ARGV[3])
if known then
  return {0, known}
end
redis.call('HSET', KEYS[1], ARGV[3], ARGV[1])
redis.call('HSET', KEYS[2], 'app', ARGV[2], 'openid', ARGV[3], 'created', now_ms())
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[2], 'unionid', ARGV[4])
end
-- A ban goes over to the new user, so that lifting it there is enough.
for i = 3, #KEYS do
  if redis.call('DEL', KEYS[i]) == 1 then
    redis.call('HSET', KEYS[2], 'banned', now_ms())
  end
end
return {1, ARGV[1]}
