-- Commits one transition of one call as a whole: its state, the place that it gives back, the place that it takes, its events,
-- and what follows for the line that it has held.
--
-- A line's places are a sorted set: call id -> the moment at which the place is free by itself, in ms of this server's own clock, which
-- is the same for all routers. So a dead router holds no place for ever, and a place after a conversation stays taken for the wrap-up.
--
-- KEYS  1 the call's hash: version, state, line, centre
--       2 set of live calls
--       3 outbox stream
--       4 the call's explanations: hash version -> decision
--       5 the lines' conditions: hash 'kind:line' -> hold, 'revision' -> counts the changes; also the channel on which a change is told
--       6 hash line -> offers in a row without an answer
--       7 hash line -> 'until conversations': how many it has had, counted until that moment (ms)
-- ARGV  1 call id          2 version that the transition was computed from ('0': none yet)
--       3 prefix of the keys of the lines' places
--       4 keep | release | reserve | seize
--       5 state if no line is taken     6 state if one is
--       7 '1': the call ends            8 seconds that an ended call and its explanations are kept
--       9 ms for which a place taken, or that of a conversation that begins, is taken at most
--      10 traceparent of the decision  11 id of the decision, '' for none     12 decision
--      13 id of the event of the decision      14 when that happened            15 who gets no line: '1' begins to wait, which is an event; '0' goes on waiting; 'turn' has lost the turn: nothing is written
--      16 '' | answered | unanswered | talked: what the line that the call has held had of it
--      17 talked: ms for which its place stays taken; answered: conversations are counted until (ms)
--      18 the count at which the hold takes effect     19 field of the hold     20 hold, '' for none     21 event of the hold
--      22 number of other events n, then n × (type, body)
--       then the lines that may be taken, best first: n × (line id, centre id, capacity)
--
-- Returns {1, version, '', line, centre, '1' where a hold took effect} when committed: the caller has both states,
--         {0, version, state, line, centre} as they are when somebody else was first.

local current = redis.call('HMGET', KEYS[1], 'version', 'state', 'line', 'centre')
local version, held = current[1] or '0', current[3] or ''
if version ~= ARGV[2] then
  return {0, version, current[2] or '', held, current[4] or ''}
end

local id, places, use, experience = ARGV[1], ARGV[3], ARGV[4], ARGV[16]
local line, centre = held, current[4] or ''
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local free_at = now + tonumber(ARGV[9])

if use ~= 'keep' then
  if held ~= '' then
    if experience == 'talked' and ARGV[17] ~= '0' then
      redis.call('ZADD', places .. held, now + tonumber(ARGV[17]), id)
    else
      redis.call('ZREM', places .. held, id)
    end
  end
  line, centre = '', ''
end

local at = 22 + 2 * tonumber(ARGV[22])
if use == 'reserve' or use == 'seize' then
  for i = at + 1, #ARGV, 3 do
    local key, capacity = places .. ARGV[i], tonumber(ARGV[i + 2])
    local free = use == 'seize' or redis.call('ZCARD', key) < capacity
    if not free and redis.call('ZREMRANGEBYSCORE', key, '-inf', now) > 0 then
      free = redis.call('ZCARD', key) < capacity
    end
    if free then
      line, centre = ARGV[i], ARGV[i + 1]
      redis.call('ZADD', key, free_at, id)
      break
    end
  end
end

local taken = use == 'reserve' and line ~= ''
if ARGV[15] == 'turn' and not taken then
  return {0, version, current[2], held, current[4] or ''}
end

local state = taken and ARGV[6] or ARGV[5]
local next_version = tostring(tonumber(version) + 1)
redis.call('HSET', KEYS[1], 'version', next_version, 'state', state, 'line', line, 'centre', centre)

local function publish(kind, body)
  redis.call('XADD', KEYS[3], '*', 'type', kind, 'body', body, 'trace', ARGV[10])
end

for i = 23, at, 2 do publish(ARGV[i], ARGV[i + 1]) end

if ARGV[11] ~= '' then
  if taken or ARGV[15] == '1' then
    redis.call('XADD', KEYS[3], '*', 'type', taken and 'CallOffered' or 'CallQueued', 'why', ARGV[12], 'id', ARGV[13], 'at', ARGV[14],
      'line', line, 'centre', centre, 'trace', ARGV[10])
  end
  redis.call('HSET', KEYS[4], ARGV[11], line .. ' ' .. ARGV[12])
end

local held_back = ''
if experience ~= '' and held ~= '' then
  local count, limit = 0, tonumber(ARGV[18])
  if experience == 'answered' then
    redis.call('ZADD', places .. held, free_at, id)
    redis.call('HDEL', KEYS[6], held)
    local counted_until, before = string.match(redis.call('HGET', KEYS[7], held) or '', '^(%d+) (%d+)$')
    count = (counted_until and now < tonumber(counted_until)) and before + 1 or 1
    redis.call('HSET', KEYS[7], held, ARGV[17] .. ' ' .. string.format('%d', count))
  elseif experience == 'unanswered' then
    count = redis.call('HINCRBY', KEYS[6], held, 1)
  end
  if ARGV[20] ~= '' and count >= limit then
    if experience == 'unanswered' then redis.call('HDEL', KEYS[6], held) end
    redis.call('HSET', KEYS[5], ARGV[19], ARGV[20])
    redis.call('HINCRBY', KEYS[5], 'revision', 1)
    redis.call('PUBLISH', KEYS[5], held)
    publish('OperatorActed', ARGV[21])
    held_back = '1'
  end
end

if ARGV[7] == '1' then
  redis.call('SREM', KEYS[2], id)
  redis.call('EXPIRE', KEYS[1], ARGV[8])
  redis.call('EXPIRE', KEYS[4], ARGV[8])
elseif version == '0' then
  redis.call('SADD', KEYS[2], id)
end

return {1, next_version, '', line, centre, held_back}
