-- Ends all sessions of a user but one, also those that the caller knows of and the index has lost.
-- Own arguments: reason, handle of the session to keep or ''
local reason, kept = own_arg(1), own_arg(2)
for handle in pairs(known) do
  if handle ~= kept then
    end_known(handle, reason)
  end
end
return {'done'}
