/**
 * Authentication of requests. In: an HTTP request with an access token in a header or cookie, or with HTTP Basic credentials.
 * Out: the current session or the current service client, or a problem that says why there is none.
 */
package io.wxsession.security;
