-- Keeps the session_key that WeChat gave instead of the last one.
-- KEYS: user
-- ARGV: sealed session_key, its fingerprints
-- Returns 1, or 0 if there is no such user
if not is_staying(KEYS[1]) then
  return 0
end
put_session_key(KEYS[1], ARGV[1], ARGV[2], now_ms())
return 1
