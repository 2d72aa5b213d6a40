-- Forgets an access_token, unless another one has taken its place.
-- KEYS: token of the app
-- ARGV: the sealed token
-- Returns how many were forgotten
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then
  return 0
end
return redis.call('HDEL', KEYS[1], 'token', 'expires', 'renew-at')
