/**
 * What clients may make us keep: bodies, half-sent requests, connections.
 */
package io.wxsession.http.connection;
