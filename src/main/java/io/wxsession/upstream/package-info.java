/**
 * What every call of another server needs: a limit for calls at a time, a breaker, a limit for the length of a response, and name
 * resolution that does not block.
 */
package io.wxsession.upstream;
