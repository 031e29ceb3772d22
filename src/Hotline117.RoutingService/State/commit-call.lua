-- Commits one transition of one call as a whole: its state, the places that it gives back and takes, its events, and what follows for lines.
--
-- A line's places are a sorted set: call id -> the moment at which the place is free by itself, in ms of this server's own clock, which
-- is the same for all routers. So a dead router holds no place for ever, and a place after a conversation stays taken for the wrap-up.
--
-- Every argument costs time, so keys with a fixed name are not handed in. These names stand before this text:
--   call_key       before a call's id: its key        places_key     before a line's id: the key of its places
--   live_calls     set                                outbox         stream: an entry holds all events of a transition, each from its 'type' to the next one
--   conditions     hash 'kind:line' -> hold, 'revision' -> counts the changes; also the channel on which a change is told
--   unanswered     hash line -> offers in a row without an answer
--   conversations  hash line -> 'until conversations': how many it has had, counted until that moment (ms)
--   dropped        counts the transitions whose events found the outbox full
-- KEYS  1 the call's hash: version; state; offer: '' or 'moment line centre …', the lines that ring since then, which are not in the state;
--         why:VERSION: a decision, after the lines that it gave the call; untold: the outbox was full when it came
-- ARGV  1 version that the transition was computed from ('0': none yet)     2 state, where no line is reserved
--       3 lines that may be reserved, best first: 'line centre capacity …'   4 so many of them at most   5 ms for which each is taken
--       6 places: 'line ms …', taken for so long from now on, free or not; 0: given back
--       7 seconds that the call and its explanations are kept, where it ends now; '' while it lives
--       8 who gets no line: '1' begins to wait, which is an event; '0' goes on waiting; 'turn' has lost the turn: nothing is written
--       9 traceparent of the decision     10 decision, '' for none     11 id of its event     12 when that happened
--      13 most entries that the outbox takes of new calls
--      14 number of fields of the other events, then these fields as the outbox has them
--       then for each line that has had something of the call: line, answered | unanswered | talked, answered: conversations are counted until (ms),
--          the count at which the hold takes effect, its field, hold ('' for none), its event
--
-- Returns {'line centre …' reserved, line where a hold took effect, …} when committed,
--         {false, state, offer} as they are when somebody else was first.

local before = redis.call('HMGET', KEYS[1], 'version', 'state', 'offer', 'untold')
local version = before[1] or '0'
local unchanged = {false, before[2] or '', before[3] or ''}
if version ~= ARGV[1] then
  return unchanged
end

local id = string.sub(KEYS[1], #call_key + 1)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

for line, ms in string.gmatch(ARGV[6], '(%S+) (%S+)') do
  if ms == '0' then
    redis.call('ZREM', places_key .. line, id)
  else
    redis.call('ZADD', places_key .. line, now + ms, id)
  end
end

local reserved, most = {}, tonumber(ARGV[4])
if most > 0 then
  for line, centre, capacity in string.gmatch(ARGV[3], '(%S+) (%S+) (%S+)') do
    local key = places_key .. line
    capacity = tonumber(capacity)
    local free = redis.call('ZCARD', key) < capacity
    if not free and redis.call('ZREMRANGEBYSCORE', key, '-inf', now) > 0 then
      free = redis.call('ZCARD', key) < capacity
    end
    if free then
      redis.call('ZADD', key, now + ARGV[5], id)
      reserved[#reserved + 1] = line
      reserved[#reserved + 1] = centre
      if #reserved == 2 * most then break end
    end
  end
end

local taken = #reserved > 0
if ARGV[8] == 'turn' and not taken then
  return unchanged
end

-- This server may have lost its last second, and a router remember that version otherwise than it has been made anew since: what it does not know of is given back.
if before[2] then
  local function held_in(state)
    return string.gmatch(string.match(state, '"lines":%[(.-)%]') or '', '"lineId":"([^"]+)"')
  end
  local settled = {}
  for line in held_in(ARGV[2]) do settled[line] = true end
  for line in string.gmatch(ARGV[6], '(%S+) %S+') do settled[line] = true end
  for n = 1, #reserved, 2 do settled[reserved[n]] = true end
  local function leave(line)
    if not settled[line] then redis.call('ZREM', places_key .. line, id) end
  end
  for line in held_in(before[2]) do leave(line) end
  for line in string.gmatch(string.match(before[3] or '', '^%S+ (.*)$') or '', '(%S+) %S+') do leave(line) end
end

local lines = table.concat(reserved, ' ')
local next_version = tostring(tonumber(version) + 1)
local why = ARGV[10]
redis.call('HSET', KEYS[1], 'version', next_version, 'state', ARGV[2], 'offer', taken and ARGV[12] .. ' ' .. lines or '',
  unpack(why ~= '' and {'why:' .. next_version, lines .. ' ' .. why} or {}))

local last = 14 + ARGV[14]
local events = {unpack(ARGV, 15, last)}
local function publish(...)
  for _, field in ipairs({...}) do events[#events + 1] = field end
end

if why ~= '' and (taken or ARGV[8] == '1') then
  publish('type', taken and 'CallOffered' or 'CallQueued', 'why', why, 'id', ARGV[11], 'at', ARGV[12],
    'line', reserved[1] or '', 'centre', reserved[2] or '', 'also', table.concat(reserved, ' ', 3))
end

local result = {lines}
for i = last + 1, #ARGV, 7 do
  local line, experience, counted_until, count, hold = ARGV[i], ARGV[i + 1], ARGV[i + 2], 0, ARGV[i + 5]
  if experience == 'answered' then
    redis.call('HDEL', unanswered, line)
    local until_then, had = string.match(redis.call('HGET', conversations, line) or '', '^(%d+) (%d+)$')
    count = (until_then and now < tonumber(until_then)) and had + 1 or 1
    redis.call('HSET', conversations, line, counted_until .. ' ' .. string.format('%d', count))
  elseif experience == 'unanswered' then
    count = redis.call('HINCRBY', unanswered, line, 1)
  end
  if hold ~= '' and count >= tonumber(ARGV[i + 3]) then
    if experience == 'unanswered' then redis.call('HDEL', unanswered, line) end
    redis.call('HSET', conditions, ARGV[i + 4], hold)
    redis.call('HINCRBY', conditions, 'revision', 1)
    redis.call('PUBLISH', conditions, line)
    publish('type', 'OperatorActed', 'body', ARGV[i + 6])
    result[#result + 1] = line
  end
end

if #events > 0 then
  -- Callers come before statistics: a Redis without room would take no call at all. Full is full for new calls; one that has begun
  -- to be told is told to its end, as far as twice the bound: half a call would be in progress for ever.
  local most_waiting = tonumber(ARGV[13]) * (version == '0' and 1 or 2)
  if not before[4] and redis.call('XLEN', outbox) < most_waiting then
    redis.call('XADD', outbox, '*', 'trace', ARGV[9], unpack(events))
  else
    redis.call('HSET', KEYS[1], 'untold', '1')
    redis.call('INCR', dropped)
  end
end

if ARGV[7] ~= '' then
  redis.call('SREM', live_calls, id)
  redis.call('EXPIRE', KEYS[1], ARGV[7])
elseif version == '0' then
  redis.call('SADD', live_calls, id)
end

return result
