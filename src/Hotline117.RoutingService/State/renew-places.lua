-- Renews the places of conversations of which the switch has just said that they go on. A call that has left the line meanwhile keeps nothing.
--
-- KEYS  the calls' hashes
-- ARGV  1 prefix of the keys of the lines' places   2 ms for which they are taken from now on   then for each key: call id, line id

local time = redis.call('TIME')
local free_at = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
for i, call in ipairs(KEYS) do
  local line = ARGV[2 * i + 2]
  if redis.call('HGET', call, 'line') == line then
    redis.call('ZADD', ARGV[1] .. line, free_at, ARGV[2 * i + 1])
  end
end
return #KEYS
