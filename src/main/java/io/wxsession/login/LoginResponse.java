package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.wxsession.token.TokenSet;

/**
 * The response to a login.
 *
 * @param tokens the token set
 * @param user the user of the session
 * @param previousSession the outcome for the session that the request named
 */
record LoginResponse(@JsonUnwrapped TokenSet tokens, SessionUserResponse user, PreviousSessionOutcome previousSession) {
}
