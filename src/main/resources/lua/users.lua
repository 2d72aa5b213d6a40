-- Prelude 2, after sessions.lua: for scripts that change a user and the user's sessions.
-- KEYS: user, index of the user's sessions, live sessions of the partition, then session, attributes and end reason of each known session, then the script's own
-- ARGV: ms to keep the reason of an end, user id, number of known sessions, their handles, then the script's own

local user, index, live_sessions, user_id = KEYS[1], KEYS[2], KEYS[3], ARGV[2]
local known_count = tonumber(ARGV[3])
local now = now_ms()

local function own_key(i)
  return KEYS[3 + 3 * known_count + i]
end

local function own_arg(i)
  return ARGV[3 + known_count + i]
end

local function own_args_from(i)
  return {unpack(ARGV, 3 + known_count + i)}
end

-- Counts users of the app who are registered or bound.
local function count_users(counts, field, change)
  redis.call('HINCRBY', counts, field, change)
  redis.call('HINCRBY', counts, 'version', 1)
end

-- The keys of each session that the caller knows of, by handle.
local known = {}
for i = 1, known_count do
  known[ARGV[3 + i]] = {KEYS[3 * i + 1], KEYS[3 * i + 2], KEYS[3 * i + 3]}
end

-- The live sessions, and how many of them the caller does not know of.
tidy(index, now)
local live = redis.call('ZRANGE', index, 0, -1)
local unknown_count = 0
for _, handle in ipairs(live) do
  if not known[handle] then
    unknown_count = unknown_count + 1
  end
end

-- Tells the caller to run the script again, for that user and with all of these sessions.
local function again(other_user_id, handles)
  return {'again', other_user_id, unpack(handles)}
end

-- Ends a known session.
local function end_known(handle, reason)
  local keys = known[handle]
  return end_session(index, live_sessions, keys[1], keys[2], keys[3], handle, reason, ARGV[1])
end
