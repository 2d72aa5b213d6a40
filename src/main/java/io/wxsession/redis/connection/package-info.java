/**
 * Connections of one event loop to single Redis servers, on the library's client. In: commands and the server each goes to. Out:
 * replies, or failures within a deadline. Knows nothing of masters and slots.
 */
package io.wxsession.redis.connection;
