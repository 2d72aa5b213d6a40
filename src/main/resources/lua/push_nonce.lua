-- Takes a nonce for a body.
-- KEYS: nonce
-- ARGV: hash of the body, ms to remember it
-- Returns 1, or 0 if the nonce came with another body before
local known = redis.call('GET', KEYS[1])
if known then
  return known == ARGV[1] and 1 or 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
