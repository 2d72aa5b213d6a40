/**
 * What clients may make us keep: bodies, half-sent requests, requests that are sent ahead. In: what a connection reads. Out:
 * the same, paused or closed when it is too much, and closed in good order when the service ends.
 */
package io.wxsession.http.connection;
