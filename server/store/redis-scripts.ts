// One key each, so that they are one step to everybody else. Ends are the server's time: replicas' clocks may differ.

export const replaceIf = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;

export const deleteIf = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

/** A set is sorted by when each member ends; what has ended leaves it whenever somebody looks. */
const dropEnded = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%d', now))`;

export const addMember = `${dropEnded}
local max = tonumber(ARGV[3])
if max >= 0 and not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= max then return 0 end
redis.call('ZADD', KEYS[1], string.format('%d', now + ARGV[2]), ARGV[1])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`;

export const members = `${dropEnded}
return redis.call('ZRANGE', KEYS[1], 0, -1)`;

export const popMember = `${dropEnded}
return redis.call('ZPOPMIN', KEYS[1])[1] or false`;

export const countMembers = `${dropEnded}
return redis.call('ZCARD', KEYS[1])`;
