/**
 * Development: an embedded Redis, the WeChat simulator, a signing key, an account verifier and the playground page. In: a start
 * with {@code ./mvnw quarkus:dev}; tests use only the signing key. Out: a complete system on one machine. In production no class
 * of this package is a bean or serves a route.
 */
package io.wxsession.dev;
