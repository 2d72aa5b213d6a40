/**
 * Access tokens, refresh tokens and the signing keys. In: session ids to issue tokens for, tokens to verify, and the key
 * directory. Out: signed tokens, the content of verified tokens, and the public key set.
 */
package io.wxsession.token;
