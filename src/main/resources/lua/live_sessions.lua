-- Prelude 0: how many sessions of each app are live in this partition. They are counted when they begin and end. Those that
-- will end by themselves are noted by the minute of their end, and taken off once that minute is over.
-- The hash: '<app>' how many are live, '<app>|<hour>' how many of them end in which minute of that hour, such as '17=2 43=1',
-- '<app>|next' the first minute that is not taken off yet, 'version' changes with every count. Hours and minutes are numbered from 1970 on.

local function minute_of(ms)
  return math.floor(ms / 60000)
end

local function hour_field(app, minute)
  return app .. '|' .. string.format('%d', math.floor(minute / 60))
end

local function write_hour(live, field, list)
  if list == '' then
    redis.call('HDEL', live, field)
  else
    redis.call('HSET', live, field, list)
  end
end

-- Counts sessions that end at that time, less if the change is negative. A session that was never counted is not taken off.
local function count_session(live, app, expires, change, now)
  local minute = minute_of(expires)
  redis.call('HSETNX', live, app .. '|next', minute_of(now))
  if minute < tonumber(redis.call('HGET', live, app .. '|next')) then
    return
  end
  local field, position = hour_field(app, minute), tostring(minute % 60)
  local count = 0
  local others = string.gsub(' ' .. (redis.call('HGET', live, field) or ''), ' ' .. position .. '=(%d+)', function(found)
    count = tonumber(found)
    return ''
  end)
  if count + change >= 0 then
    if count + change > 0 then
      others = others .. ' ' .. position .. '=' .. string.format('%d', count + change)
    end
    write_hour(live, field, string.match(others, '^ *(.*)$'))
    redis.call('HINCRBY', live, app, change)
    redis.call('HINCRBY', live, 'version', 1)
  end
  -- Kept until the last session has been taken off.
  local kept_until = (minute + 2) * 60000
  if now + redis.call('PTTL', live) < kept_until then
    redis.call('PEXPIREAT', live, string.format('%.0f', kept_until))
  end
end

-- Takes off the sessions whose minute is over. Returns how many are live.
local function count_live_sessions(live, app, now)
  local known = redis.call('HMGET', live, app, app .. '|next')
  if not known[1] then
    return 0
  end
  local this_minute, next_minute, ended = minute_of(now), tonumber(known[2]), 0
  for hour = math.floor(next_minute / 60), math.floor(this_minute / 60) do
    local field = hour_field(app, hour * 60)
    local list = redis.call('HGET', live, field)
    if list then
      local left = string.gsub(' ' .. list, ' (%d+)=(%d+)', function(position, count)
        if hour * 60 + position < this_minute then
          ended = ended + count
          return ''
        end
      end)
      write_hour(live, field, string.match(left, '^ *(.*)$'))
    end
  end
  redis.call('HSET', live, app .. '|next', this_minute)
  return ended > 0 and redis.call('HINCRBY', live, app, -ended) or tonumber(known[1])
end
