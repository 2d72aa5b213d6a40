/**
 * What every call of another server needs: a limit for calls at a time, and a breaker.
 */
package io.wxsession.upstream;
