/**
 * The access to Redis. In: commands and Lua scripts of the stores. Out: what Redis replied, or the problem
 * {@code store_unavailable} within the command's deadline. A {@code CommandLane} hands each command to its event loop, whose
 * {@code EventLoopCommands} asks the {@code Topology} for the master of the key and writes to the {@code NodeConnection} there.
 */
package io.wxsession.redis;
