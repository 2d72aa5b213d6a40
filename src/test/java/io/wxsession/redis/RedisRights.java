package io.wxsession.redis;

/** The ACL rules that suffice for the service. The manual shows them. */
final class RedisRights {

    /** What its stores send, and its scripts do. */
    static final String DATA = "+del +exists +expire +get +hdel +hexists +hget +hincrby +hkeys +hlen +hmget +hset +hsetnx +hvals"
            + " +incrby +mget +pexpire +pexpireat +pfadd +pfcount +pttl +sadd +set +srem +time +zadd +zrange"
            + " +zrem +zremrangebyscore +zrevrange +zscore +eval +evalsha";
    /** What its connections need, whatever the topology. */
    static final String CONNECTION = "+hello +auth +ping +select +client|setname +info";
    static final String RULES = "resetkeys ~wxs:* -@all " + DATA + " " + CONNECTION;

    private RedisRights() {
    }
}
