/**
 * The settings under {@code wxsession.*} and the start-up checks. In: the configuration. Out: typed settings, or a failed start
 * whose message names every fault and its remedy. Secrets redact themselves.
 */
package io.wxsession.config;
