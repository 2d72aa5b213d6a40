-- What is to be counted of some users of one partition.
-- KEYS: user and index of sessions of each
-- Returns {registered users, bound users, end of each live session...}
local now = now_ms()
local reply = {0, 0}
for i = 1, #KEYS, 2 do
  local facts = redis.call('HMGET', KEYS[i], 'registered', 'account')
  if facts[1] then reply[1] = reply[1] + 1 end
  if facts[2] then reply[2] = reply[2] + 1 end
  local sessions = redis.call('ZRANGE', KEYS[i + 1], 0, -1, 'WITHSCORES')
  for j = 2, #sessions, 2 do
    if tonumber(sessions[j]) > now then reply[#reply + 1] = sessions[j] end
  end
end
return reply
