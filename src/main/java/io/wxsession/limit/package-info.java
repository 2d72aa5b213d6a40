/**
 * Rate limits. In: a limit of the configuration and a key such as an app, a user or a client address. Out: nothing while the
 * limit holds, else the problem {@code rate_limited} with the time to wait. Redis counts, so that all replicas share a limit.
 * It also decides whose address a client has, and refuses trusted proxies that trust nobody.
 */
package io.wxsession.limit;
