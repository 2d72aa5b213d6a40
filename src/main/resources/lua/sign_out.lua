-- Ends all sessions of a user.
-- Own arguments: reason
-- Returns {'done'}
end_sessions(own_arg(1))
return {'done'}
