-- Deletes a claim if it still has this value.
-- KEYS: claim
-- ARGV: value
-- Returns how many were released
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
