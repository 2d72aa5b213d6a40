-- Counts an event within a window that begins with the first of them, or takes one back.
-- KEYS: counter
-- ARGV: events allowed, window ms, 1 to count an event or -1 to take one back
-- Returns 0, or for how many ms there were too many
local allowed, window, change = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if change < 0 then
  if count > 0 then
    redis.call('INCRBY', KEYS[1], change)
  end
  return 0
end
if count >= allowed then
  return math.max(1, redis.call('PTTL', KEYS[1]))
end
redis.call('INCRBY', KEYS[1], change)
if redis.call('PTTL', KEYS[1]) < 0 then
  redis.call('PEXPIRE', KEYS[1], window)
end
return 0
