-- Ends a session.
-- KEYS: index of the user's sessions, live sessions of the partition, session, attributes, end reason
-- ARGV: reason, ms to keep it, handle
-- Returns 1 if the session was alive
return end_session(KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[3], ARGV[1], ARGV[2])
