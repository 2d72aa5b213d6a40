/**
 * Operations that need the session_key of a user. In: open data that WeChat encrypted, and signed data. Out: decrypted JSON and
 * the result of a signature check. The session_key itself leaves the process only sealed, into Redis.
 */
package io.wxsession.sessionkey;
