-- Renews the places of conversations of which the switch has just said that they go on. A call that has changed meanwhile keeps nothing by this.
--
-- KEYS  the calls' hashes
-- ARGV  1 prefix of the keys of the lines' places   2 ms for which they are taken from now on   then for each key: call id, version, 'line …'

local time = redis.call('TIME')
local free_at = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[2])
for i, call in ipairs(KEYS) do
  local at = 3 * i
  if redis.call('HGET', call, 'version') == ARGV[at + 1] then
    for line in string.gmatch(ARGV[at + 2], '%S+') do
      redis.call('ZADD', ARGV[1] .. line, free_at, ARGV[at])
    end
  end
end
return #KEYS
