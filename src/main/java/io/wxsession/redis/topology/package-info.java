/**
 * Which servers are masters, and of which keys. In: the configured servers or Sentinels and what they answer. Out: the master of
 * a hash slot. One class a kind of deployment: standalone, a master watched by Sentinels or found by its role, cluster.
 */
package io.wxsession.redis.topology;
