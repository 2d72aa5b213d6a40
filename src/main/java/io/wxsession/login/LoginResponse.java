package io.wxsession.login;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.wxsession.token.TokenSet;

/**
 * What a login gives the mini-program.
 *
 * @param tokens the token set
 * @param user who was logged in
 * @param previousSession what became of the session named in the request
 */
record LoginResponse(@JsonUnwrapped TokenSet tokens, SessionUserResponse user, PreviousSessionOutcome previousSession) {
}
