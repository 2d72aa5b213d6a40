/**
 * Events of WeChat about users, and what they change in Redis. In: users and events that were pushed. Out: nothing.
 */
package io.wxsession.user.event;
