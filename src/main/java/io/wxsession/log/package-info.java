/**
 * What is logged in a form of its own: security events come in and leave as lines of the category {@code wxsession.security};
 * lines that could repeat without end come in and leave once an interval, and the end of an outage is said once.
 */
package io.wxsession.log;
