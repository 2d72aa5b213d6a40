/**
 * A simulator of WeChat's server API with its own HTTP server, for development, tests and benchmarks. In: the apps and their
 * secrets. Out: a running server. The simulator does not use the service, and no production artifact can reach it.
 * Packages, each of which uses only those behind it: this one, {@code control}, {@code api}, {@code state}, {@code crypto}.
 */
package io.wxsession.simulator;
