/**
 * Bans that outlive their users. In: app and openid. Out: the Redis keys under which scripts keep and find a ban.
 */
package io.wxsession.user.ban;
