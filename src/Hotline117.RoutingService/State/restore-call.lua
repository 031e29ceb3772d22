-- Writes a live call anew that this server has lost, or knows only as it was before: a router remembers it. Who knows less than the server changes nothing;
-- nor does anybody of a call that has ended, whose hash expires, even where it was ended by who knew less.
--
-- KEYS  1 the call's hash   2 set of live calls   3 outbox stream   4 counts the transitions whose events found the outbox full
-- ARGV  1 call id   2 version   3 state   4 prefix of the keys of the lines' places
--       5 places: 'line ms …', taken for so long from now on; 0: given back
--       6 most entries that the outbox takes of new calls   then for each event to tell anew: type, body

local before = redis.call('HMGET', KEYS[1], 'version', 'untold')
if tonumber(before[1] or '0') >= tonumber(ARGV[2]) then
  return 0
end
if redis.call('TTL', KEYS[1]) >= 0 then
  return 0
end

redis.call('HSET', KEYS[1], 'version', ARGV[2], 'state', ARGV[3], 'offer', '')
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

-- As in commit-call.lua: a call that was left out of the events is left out to its end. Of one that was lost whole nobody knows; the outbox was lost with it,
-- and all is told.
if before[2] or redis.call('XLEN', KEYS[3]) >= 2 * ARGV[6] then
  redis.call('HSET', KEYS[1], 'untold', '1')
  redis.call('INCR', KEYS[4])
  return 1
end

local events = {}
for i = 7, #ARGV, 2 do
  for _, field in ipairs({'type', ARGV[i], 'body', ARGV[i + 1]}) do events[#events + 1] = field end
end
redis.call('XADD', KEYS[3], '*', 'trace', '', unpack(events))
return 1
