/**
 * How many users and sessions there are. In: what the scripts and {@code user.daily} count. Out: the statistics of an app for
 * service clients, gauges, and counts that are put right once a day.
 */
package io.wxsession.backend.statistics;
