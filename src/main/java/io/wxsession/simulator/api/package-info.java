/**
 * The endpoints of WeChat's server API. In: HTTP requests of an app's server. Out: WeChat's responses with its content
 * types and error texts, or the fault that a test requested. Of the simulator it uses only {@code state} and
 * {@code crypto}.
 */
package io.wxsession.simulator.api;
