-- Commits one transition of one call as a whole: its state, the places that it gives back and takes, its events, and what follows for lines.
--
-- A line's places are a sorted set: call id -> the moment at which the place is free by itself, in ms of this server's own clock, which
-- is the same for all routers. So a dead router holds no place for ever, and a place after a conversation stays taken for the wrap-up.
--
-- KEYS  1 the call's hash: version; state; offer: '' or 'moment line centre …', the lines that ring since then, which are not in the state;
--         why:VERSION: a decision, after the lines that it gave the call; untold: the outbox was full when it came
--       2 set of live calls
--       3 outbox stream: an entry holds all events of a transition, each from its 'type' to the next one
--       4 the lines' conditions: hash 'kind:line' -> hold, 'revision' -> counts the changes; also the channel on which a change is told
--       5 hash line -> offers in a row without an answer
--       6 hash line -> 'until conversations': how many it has had, counted until that moment (ms)
--       7 counts the transitions whose events found the outbox full
-- ARGV  1 call id          2 version that the transition was computed from ('0': none yet)
--       3 prefix of the keys of the lines' places
--       4 state, where no line is reserved     5 places: 'line ms …', taken for so long from now on, free or not; 0: given back
--       6 lines that may be reserved, best first: 'line centre capacity …'     7 so many of them at most     8 ms for which each is taken
--       9 '1': the call ends            10 seconds that an ended call and its explanations are kept
--      11 traceparent of the decision   12 decision, '' for none     13 id of its event     14 when that happened
--      15 who gets no line: '1' begins to wait, which is an event; '0' goes on waiting; 'turn' has lost the turn: nothing is written
--      16 most entries that the outbox takes of new calls
--      17 number of fields of the other events, then these fields as the outbox has them
--       then for each line that has had something of the call: line, answered | unanswered | talked, answered: conversations are counted until (ms),
--          the count at which the hold takes effect, its field, hold ('' for none), its event
--
-- Returns {1, next version, 'line centre …' reserved, line where a hold took effect, …} when committed,
--         {0, version, state, offer} as they are when somebody else was first.

local before = redis.call('HMGET', KEYS[1], 'version', 'untold', 'state', 'offer')
local version = before[1] or '0'
local unchanged = {0, version, before[3] or '', before[4] or ''}

if version ~= ARGV[2] then
  return unchanged
end

local id, places = ARGV[1], ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

for line, ms in string.gmatch(ARGV[5], '(%S+) (%S+)') do
  if ms == '0' then
    redis.call('ZREM', places .. line, id)
  else
    redis.call('ZADD', places .. line, now + ms, id)
  end
end

local reserved, most = {}, tonumber(ARGV[7])
if most > 0 then
  for line, centre, capacity in string.gmatch(ARGV[6], '(%S+) (%S+) (%S+)') do
    local key = places .. line
    capacity = tonumber(capacity)
    local free = redis.call('ZCARD', key) < capacity
    if not free and redis.call('ZREMRANGEBYSCORE', key, '-inf', now) > 0 then
      free = redis.call('ZCARD', key) < capacity
    end
    if free then
      redis.call('ZADD', key, now + ARGV[8], id)
      reserved[#reserved + 1] = line
      reserved[#reserved + 1] = centre
      if #reserved == 2 * most then break end
    end
  end
end

local taken = #reserved > 0
if ARGV[15] == 'turn' and not taken then
  return unchanged
end

-- This server may have lost its last second, and a router remember that version otherwise than it has been made anew since: what it does not know of is given back.
if before[3] then
  local function held_in(state)
    return string.gmatch(string.match(state, '"lines":%[(.-)%]') or '', '"lineId":"([^"]+)"')
  end
  local settled = {}
  for line in held_in(ARGV[4]) do settled[line] = true end
  for line in string.gmatch(ARGV[5], '(%S+) %S+') do settled[line] = true end
  for n = 1, #reserved, 2 do settled[reserved[n]] = true end
  local function leave(line)
    if not settled[line] then redis.call('ZREM', places .. line, id) end
  end
  for line in held_in(before[3]) do leave(line) end
  for line in string.gmatch(string.match(before[4] or '', '^%S+ (.*)$') or '', '(%S+) %S+') do leave(line) end
end

local lines = table.concat(reserved, ' ')
local next_version = tostring(tonumber(version) + 1)
local call = {'version', next_version, 'state', ARGV[4], 'offer', taken and ARGV[14] .. ' ' .. lines or ''}
local last = 17 + ARGV[17]
local events = {unpack(ARGV, 18, last)}

local function publish(...)
  for _, field in ipairs({...}) do events[#events + 1] = field end
end

if ARGV[12] ~= '' then
  if taken or ARGV[15] == '1' then
    publish('type', taken and 'CallOffered' or 'CallQueued', 'why', ARGV[12], 'id', ARGV[13], 'at', ARGV[14],
      'line', reserved[1] or '', 'centre', reserved[2] or '', 'also', table.concat(reserved, ' ', 3))
  end
  call[7], call[8] = 'why:' .. next_version, lines .. ' ' .. ARGV[12]
end

redis.call('HSET', KEYS[1], unpack(call))
local result = {1, next_version, lines}

for i = last + 1, #ARGV, 7 do
  local line, experience, counted_until, count, hold = ARGV[i], ARGV[i + 1], ARGV[i + 2], 0, ARGV[i + 5]
  if experience == 'answered' then
    redis.call('HDEL', KEYS[5], line)
    local until_then, before = string.match(redis.call('HGET', KEYS[6], line) or '', '^(%d+) (%d+)$')
    count = (until_then and now < tonumber(until_then)) and before + 1 or 1
    redis.call('HSET', KEYS[6], line, counted_until .. ' ' .. string.format('%d', count))
  elseif experience == 'unanswered' then
    count = redis.call('HINCRBY', KEYS[5], line, 1)
  end
  if hold ~= '' and count >= tonumber(ARGV[i + 3]) then
    if experience == 'unanswered' then redis.call('HDEL', KEYS[5], line) end
    redis.call('HSET', KEYS[4], ARGV[i + 4], hold)
    redis.call('HINCRBY', KEYS[4], 'revision', 1)
    redis.call('PUBLISH', KEYS[4], line)
    publish('type', 'OperatorActed', 'body', ARGV[i + 6])
    result[#result + 1] = line
  end
end

if #events > 0 then
  -- Callers come before statistics: a Redis without room would take no call at all. Full is full for new calls; one that has begun
  -- to be told is told to its end, as far as twice the bound: half a call would be in progress for ever.
  local most = tonumber(ARGV[16]) * (version == '0' and 1 or 2)
  if not before[2] and redis.call('XLEN', KEYS[3]) < most then
    redis.call('XADD', KEYS[3], '*', 'trace', ARGV[11], unpack(events))
  else
    redis.call('HSET', KEYS[1], 'untold', '1')
    redis.call('INCR', KEYS[7])
  end
end

if ARGV[9] == '1' then
  redis.call('SREM', KEYS[2], id)
  redis.call('EXPIRE', KEYS[1], ARGV[10])
elseif version == '0' then
  redis.call('SADD', KEYS[2], id)
end

return result
