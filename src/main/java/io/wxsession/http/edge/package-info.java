/**
 * What applies to a request before its route is known. In: any request. Out: the same request with an id, or a problem; and the
 * label of its route for metrics.
 */
package io.wxsession.http.edge;
