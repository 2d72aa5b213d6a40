/**
 * Ids, partitions and the names of Redis keys. In: texts that may be ids, and random bytes. Out: typed ids that name their
 * partition, the name of every key, and of the fields of a user that Java code uses. Ids that must not be logged redact
 * themselves.
 */
package io.wxsession.keyspace;
