package io.wxsession.login;

import io.wxsession.keyspace.SessionId;
import io.wxsession.login.LoginOutcome.Opened;
import io.wxsession.token.AccessTokenIssuer.AccessToken;

/**
 * A login that succeeded.
 *
 * @param sid the id of the new session, which only the phone will know
 * @param access its access token
 * @param opened the new session
 * @param previous the outcome for the session that the request named
 */
record LoggedIn(SessionId sid, AccessToken access, Opened opened, PreviousSessionOutcome previous) {
}
