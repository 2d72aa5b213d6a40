/**
 * Bans of users, and bans that outlive them. In: users, or app and openid. Out: the Redis keys under which scripts keep and find a
 * ban that has outlived its user.
 */
package io.wxsession.user.ban;
