-- Sends one request over and over, each with a credential at random.
-- Arguments: file with the raw request, in which {} stands for the credential; file with a credential a line, all of the same
-- length, or '-'; milliseconds that a connection waits at most between two requests, 0 for none.
local ffi = require('ffi')
ffi.cdef [[
  int open(const char *path, int flags);
  void *mmap(void *address, size_t length, int protection, int flags, int file, long offset);
]]

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set('number', threads)
end

-- Mapped, because a million credentials would fill Lua's memory.
local function credentials(path)
  local file = assert(io.open(path))
  local width = #file:read('*l') + 1
  local size = file:seek('end')
  file:close()
  local text = ffi.cast('const char *', ffi.C.mmap(nil, size, 1, 1, ffi.C.open(path, 0), 0))
  local count = size / width
  return function() return ffi.string(text + math.random(0, count - 1) * width, width - 1) end
end

function init(args)
  math.randomseed(os.time() + number * 7919)
  local file = assert(io.open(args[1], 'rb'))
  local raw = file:read('*a')
  file:close()
  if args[2] == '-' then
    request = function() return raw end
  else
    local start, stop = raw:find('{}', 1, true)
    local before, after = raw:sub(1, start - 1), raw:sub(stop + 1)
    local credential = credentials(args[2])
    request = function() return before .. credential() .. after end
  end
  local pause = tonumber(args[3])
  if pause > 0 then
    delay = function() return math.random(0, pause) end
  end
end

done = dofile(debug.getinfo(1, 'S').source:match('^@(.*/)') .. 'result.lua')
