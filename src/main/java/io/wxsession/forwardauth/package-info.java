/**
 * Forward authentication for gateways under {@code /auth/verify}. In: any request that a gateway asks about. Out: 200 with the
 * {@code X-Wxs-*} headers and, if configured, a signed assertion; else 401, 403 or 503.
 */
package io.wxsession.forwardauth;
