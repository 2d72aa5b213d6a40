/**
 * The access to Redis. In: commands and Lua scripts of the stores. Out: the response, or the problem {@code store_unavailable}
 * within the command's deadline. Each event loop has its own connection, on which commands are pipelined.
 */
package io.wxsession.redis;
