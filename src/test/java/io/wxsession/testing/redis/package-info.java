/**
 * Real Redis processes that tests kill, freeze and thaw: alone, with Sentinels, as a cluster; and phones that use the service
 * meanwhile and remember every answer.
 */
package io.wxsession.testing.redis;
