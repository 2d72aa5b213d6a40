/**
 * The sessions in Redis. In: session handles, and changes of a session such as rotation, attributes and the end. Out: the
 * session record, the result of a change, or the reason why a session has ended.
 */
package io.wxsession.session;
