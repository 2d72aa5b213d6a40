/**
 * The users of each day. In: who logs in, refreshes or is created. Out: how many users were active and how many were new on a
 * day.
 */
package io.wxsession.user.daily;
