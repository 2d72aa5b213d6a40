-- The sealed session_keys of a user. One that was replaced more than an hour ago is forgotten.
-- KEYS: user
-- Returns {current or '', previous or ''}
local keys = redis.call('HMGET', KEYS[1], 'key', 'previous-key', 'previous-key-until')
if keys[3] and tonumber(keys[3]) < now_ms() then
  redis.call('HDEL', KEYS[1], 'previous-key', 'previous-key-until')
  keys[2] = false
end
return {keys[1] or '', keys[2] or ''}
