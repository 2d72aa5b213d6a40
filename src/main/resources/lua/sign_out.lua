-- Ends all sessions of a user but one, also those that the caller knows of and the index has lost.
-- Own arguments: reason, handle of the session to keep or ''
-- Returns {'done', how many ended}
local reason, kept, ended = own_arg(1), own_arg(2), 0
for handle in pairs(known) do
  if handle ~= kept then
    ended = ended + end_known(handle, reason)
  end
end
return {'done', ended}
