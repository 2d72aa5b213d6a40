/**
 * A faithful stand-in for WeChat in a server of its own, for development, tests and benchmarks. It knows nothing of the
 * service, so one and the same serves them all. No part of it is reachable in a production artifact.
 */
package io.wxsession.simulator;
