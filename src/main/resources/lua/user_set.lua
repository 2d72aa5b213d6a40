-- Sets one field of a user who is there and stays.
-- KEYS: user
-- ARGV: field, value
-- Returns 1, or 0 if there is no such user
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], 'erasing') == 1 then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
