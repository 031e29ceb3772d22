-- A router tells what it sees; the others' words are told to it, by the clock of this server.
--
-- KEYS  1 words of the routers   2 the alarms
-- ARGV  1 router   2 its word; '' where it stops   3 ms after which a silent router is forgotten
-- returns  {revision of the alarms, router, age in ms, word, …}

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], ARGV[1])
else
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%d ', now) .. ARGV[2])
end

local result = {redis.call('HGET', KEYS[2], 'revision') or '0'}
local words = redis.call('HGETALL', KEYS[1])
for i = 1, #words, 2 do
  local at, word = string.match(words[i + 1], '^(%d+) (.*)$')
  local age = now - tonumber(at)
  -- A word of the future was told before the clock was set back.
  if age > tonumber(ARGV[3]) or age < 0 then
    redis.call('HDEL', KEYS[1], words[i])
  else
    result[#result + 1] = words[i]
    result[#result + 1] = string.format('%d', age)
    result[#result + 1] = word
  end
end
return result
