/**
 * OpenTelemetry traces. In: the spans that Quarkus and Vert.x make of requests, Redis commands and outgoing calls. Out: the same
 * spans with nothing but names and attributes from closed sets. Everything here rests unless traces are switched on.
 */
package io.wxsession.trace;
