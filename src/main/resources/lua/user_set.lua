-- Sets one field of a user who is there and not being erased.
-- KEYS: user
-- ARGV: field, value
-- Returns 1, or 0 if there is no such user
if not is_staying(KEYS[1]) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
