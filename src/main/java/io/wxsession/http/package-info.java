/**
 * What all HTTP endpoints have in common. In: requests and exceptions. Out: problems (RFC 9457), strict JSON, and validation of
 * redacted values.
 */
package io.wxsession.http;
