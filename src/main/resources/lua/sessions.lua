-- Prelude 1, after live_sessions.lua where sessions begin or end: what the scripts share. All times in scripts are by the clock of Redis, so replicas whose clocks differ agree.
-- A session record: u user id, a app id, o openid, n unionid, r registered, c account, d client description, t created,
-- x end of the absolute lifetime, i end of the idle timeout, g generation of the refresh token, f when that was first issued,
-- k digests of the last two access tokens, the latest first, 22 characters each

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Whether the user is there and not being erased.
local function is_staying(user)
  return redis.call('EXISTS', user) == 1 and redis.call('HEXISTS', user, 'erasing') == 0
end

-- Keeps the index to what lives, and no longer than that.
local function tidy(index, now)
  redis.call('ZREMRANGEBYSCORE', index, '-inf', now)
  local last = redis.call('ZREVRANGE', index, 0, 0, 'WITHSCORES')
  if last[2] then
    redis.call('PEXPIREAT', index, last[2])
  end
end

-- Ends a session and keeps the reason for a while. Returns 1 if it was alive.
local function end_session(index, live, session, attributes, reason_key, handle, reason, reason_ttl)
  local raw, expires = redis.call('GET', session), redis.call('ZSCORE', index, handle)
  if raw and expires then
    count_session(live, cjson.decode(raw).a, expires, -1, now_ms())
  end
  redis.call('ZREM', index, handle)
  tidy(index, now_ms())
  redis.call('DEL', attributes)
  local alive = redis.call('DEL', session)
  if alive == 1 then
    redis.call('SET', reason_key, reason, 'PX', reason_ttl)
  end
  return alive
end

-- Stores a session record until its idle timeout, which is never later than the end of its absolute lifetime, and its place in
-- the user's index.
local function put_session(index, live, session, handle, record, now)
  local expires, last = record.i, redis.call('ZSCORE', index, handle)
  if not last or minute_of(last) ~= minute_of(expires) then
    if last then
      count_session(live, record.a, last, -1, now)
    end
    count_session(live, record.a, expires, 1, now)
  end
  redis.call('SET', session, cjson.encode(record), 'PX', math.max(1, expires - now))
  redis.call('ZADD', index, expires, handle)
  tidy(index, now)
end

-- Notes the digest of an access token, and forgets all earlier ones but the last.
local function note_token(record, digest)
  record.k = digest .. string.sub(record.k or '', 1, 22)
end

-- Keeps a sealed session_key. WeChat may give the same one again; only another one makes the last one the previous, and that is
-- kept for an hour.
local function put_session_key(user, sealed, fingerprints, now)
  local last = redis.call('HMGET', user, 'key', 'key-mac', 'previous-key-until')
  if last[1] and not string.find(fingerprints, last[2], 1, true) then
    redis.call('HSET', user, 'previous-key', last[1], 'previous-key-until', now + 3600000)
  elseif last[3] and tonumber(last[3]) < now then
    redis.call('HDEL', user, 'previous-key', 'previous-key-until')
  end
  redis.call('HSET', user, 'key', sealed, 'key-mac', string.match(fingerprints, '%S+'))
end
