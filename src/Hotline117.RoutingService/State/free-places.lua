-- Frees places that no live call holds and that stay taken for longer than any call is written up: this server's clock was set back since.
--
-- KEYS  1 set of live calls   then the lines' places
-- ARGV  1 ms that the longest wrap-up takes
-- returns  {place's key, call id, …} that were freed

local time = redis.call('TIME')
local never = time[1] * 1000 + math.floor(time[2] / 1000) + tonumber(ARGV[1])
local freed = {}
for i = 2, #KEYS do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[i], string.format('(%d', never), '+inf')) do
    if redis.call('SISMEMBER', KEYS[1], id) == 0 then
      redis.call('ZREM', KEYS[i], id)
      freed[#freed + 1] = KEYS[i]
      freed[#freed + 1] = id
    end
  end
end
return freed
