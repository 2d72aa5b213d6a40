/**
 * Ids, partitions and the names of Redis keys. In: texts that may be ids, and random bytes. Out: typed ids that name their
 * partition, and the name of every key. Ids that must not be logged redact themselves.
 */
package io.wxsession.keyspace;
