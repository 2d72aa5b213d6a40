-- Counts events within a window that begins with the first of them.
-- KEYS: counter
-- ARGV: events allowed, window ms, events to add (0 only asks, less takes back)
-- Returns 0, or for how many ms there were too many
local allowed, window, more = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if more < 0 then
  if count > 0 then
    redis.call('INCRBY', KEYS[1], more)
  end
  return 0
end
if count >= allowed then
  return math.max(1, redis.call('PTTL', KEYS[1]))
end
if more > 0 then
  redis.call('INCRBY', KEYS[1], more)
  if count == 0 then
    redis.call('PEXPIRE', KEYS[1], window)
  end
end
return 0
