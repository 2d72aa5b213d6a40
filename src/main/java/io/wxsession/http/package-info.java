/**
 * What all HTTP endpoints have in common. In: requests and exceptions. Out: problems (RFC 9457), refusals of bodies over the
 * limit and of malformed URIs, strict JSON, validation of redacted values, and metric labels from closed sets.
 */
package io.wxsession.http;
