-- Claims an account for a user. What the user itself claimed before is claimed anew.
-- KEYS: claim
-- ARGV: user id, a nonce
-- Returns {'claimed', value, when} or {'taken', value, how many ms ago}
local now = now_ms()
local held = redis.call('GET', KEYS[1])
if held then
  local holder, since = string.match(held, '^([^|]*)|[^|]*|(%d+)$')
  if holder ~= ARGV[1] then
    return {'taken', held, now - tonumber(since or '0')}
  end
end
local value = ARGV[1] .. '|' .. ARGV[2] .. '|' .. string.format('%.0f', now)
redis.call('SET', KEYS[1], value)
return {'claimed', value, now}
