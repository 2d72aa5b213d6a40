-- Refreshes sessions in turn: each answer brings the refresh token for the next request of that session.
-- Arguments: file with the head of the request up to 'Content-Length: '; file with a refresh token a line.
local head
local tokens, first, last = {}, 1, 0

function init(args)
  local file = assert(io.open(args[1], 'rb'))
  head = file:read('*a')
  file:close()
  for line in io.lines(args[2]) do
    last = last + 1
    tokens[last] = line
  end
end

function request()
  local body = '{"refreshToken":"' .. tokens[first] .. '"}'
  tokens[first] = nil
  first = first + 1
  return head .. #body .. '\r\n\r\n' .. body
end

function response(status, headers, body)
  local token = body:match('"refreshToken":"([^"]+)"')
  if token then
    last = last + 1
    tokens[last] = token
  end
end

done = dofile(debug.getinfo(1, 'S').source:match('^@(.*/)') .. 'result.lua')
