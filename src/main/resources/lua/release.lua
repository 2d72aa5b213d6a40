-- Releases a claim, unless it is somebody else's by now.
-- KEYS: claim
-- ARGV: owner
-- Returns how many were released
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
