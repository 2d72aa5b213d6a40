/**
 * What code on an event loop needs where it must not wait. In: the context of a caller, a time. Out: tasks that go on in that
 * context, or after that time.
 */
package io.wxsession.eventloop;
