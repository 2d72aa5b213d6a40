-- Ends sessions of one user.
-- KEYS: index of the user's sessions, live sessions of the partition, then session, attributes and end reason of each
-- ARGV: reason, ms to keep it, then the handle of each
-- Returns how many of them were alive
local ended = 0
for i = 3, #ARGV do
  local first = 3 + (i - 3) * 3
  ended = ended + end_session(KEYS[1], KEYS[2], KEYS[first], KEYS[first + 1], KEYS[first + 2], ARGV[i], ARGV[1], ARGV[2])
end
return ended
