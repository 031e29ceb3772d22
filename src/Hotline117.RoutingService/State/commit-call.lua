-- Commits one transition of one call as a whole: its state, the line it gives back, the line it takes, its events.
--
-- KEYS  1 the call's hash: version, state, line, centre
--       2 set of live calls
--       3 outbox stream
--       4 the call's explanations: hash attempt-or-step -> decision
-- ARGV  1 call id          2 version that the transition was computed from ('0': none yet)
--       3 prefix of the keys of the lines' reservations (a set of call ids each)
--       4 keep | release | reserve | seize
--       5 state if no line is taken     6 state if one is
--       7 '1': the call ends            8 seconds that an ended call and its explanations are kept
--       9 traceparent of the decision   10 id of the decision, '' for none
--       11 decision                     12 queued event, '' for none     13 offered event, '' for none
--       14 number of other events n, then n × (type, body)
--       then the lines that may be taken, nearest first: n × (line id, centre id, capacity)
--
-- Returns {1, version, state, line, centre} when committed,
--         {0, version, state, line, centre} as they are when somebody else was first.

local current = redis.call('HMGET', KEYS[1], 'version', 'state', 'line', 'centre')
local version, held = current[1] or '0', current[3] or ''
if version ~= ARGV[2] then
  return {0, version, current[2] or '', held, current[4] or ''}
end

local id, lines, use = ARGV[1], ARGV[3], ARGV[4]
local keep_seconds, trace = ARGV[8], ARGV[9]
local line, centre = held, current[4] or ''

if use ~= 'keep' then
  if held ~= '' then redis.call('SREM', lines .. held, id) end
  line, centre = '', ''
end

local at = 14 + 2 * tonumber(ARGV[14])
if use == 'reserve' or use == 'seize' then
  for i = at + 1, #ARGV, 3 do
    if use == 'seize' or redis.call('SCARD', lines .. ARGV[i]) < tonumber(ARGV[i + 2]) then
      line, centre = ARGV[i], ARGV[i + 1]
      redis.call('SADD', lines .. line, id)
      break
    end
  end
end

local taken = use == 'reserve' and line ~= ''
local state = taken and ARGV[6] or ARGV[5]
local next_version = tostring(tonumber(version) + 1)
redis.call('HSET', KEYS[1], 'version', next_version, 'state', state, 'line', line, 'centre', centre)

local function publish(kind, body)
  redis.call('XADD', KEYS[3], '*', 'type', kind, 'body', body, 'line', line, 'centre', centre, 'trace', trace)
end

for i = 15, at, 2 do publish(ARGV[i], ARGV[i + 1]) end
if use == 'reserve' then
  if taken then
    publish('CallOffered', ARGV[13])
  elseif ARGV[12] ~= '' then
    publish('CallQueued', ARGV[12])
  end
end

if ARGV[10] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[10], line .. ' ' .. ARGV[11])
end

if ARGV[7] == '1' then
  redis.call('SREM', KEYS[2], id)
  redis.call('EXPIRE', KEYS[1], keep_seconds)
  redis.call('EXPIRE', KEYS[4], keep_seconds)
elseif version == '0' then
  redis.call('SADD', KEYS[2], id)
end

return {1, next_version, state, line, centre}
