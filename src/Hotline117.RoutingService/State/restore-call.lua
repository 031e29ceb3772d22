-- Writes a live call anew that this server has lost, or knows only as it was before: a router remembers it. Who knows less than the server changes nothing.
--
-- KEYS  1 the call's hash   2 set of live calls   3 outbox stream
-- ARGV  1 call id   2 version   3 state   4 prefix of the keys of the lines' places
--       5 places: 'line ms …', taken for so long from now on; 0: given back   then for each event to tell anew: type, body

if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') >= tonumber(ARGV[2]) then
  return 0
end

redis.call('HSET', KEYS[1], 'version', ARGV[2], 'state', ARGV[3], 'offer', '')
redis.call('PERSIST', KEYS[1])
redis.call('SADD', KEYS[2], ARGV[1])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for line, ms in string.gmatch(ARGV[5], '(%S+) (%S+)') do
  if ms == '0' then
    redis.call('ZREM', ARGV[4] .. line, ARGV[1])
  else
    redis.call('ZADD', ARGV[4] .. line, now + ms, ARGV[1])
  end
end

local events = {}
for i = 6, #ARGV, 2 do
  for _, field in ipairs({'type', ARGV[i], 'body', ARGV[i + 1]}) do events[#events + 1] = field end
end
redis.call('XADD', KEYS[3], '*', 'trace', '', unpack(events))
return 1
