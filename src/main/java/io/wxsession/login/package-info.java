/**
 * Sessions as a phone manages them. In: login codes, also in the form of Tencent's wafer client, refresh tokens, and requests
 * to read, list and end sessions. Out: token sets, descriptions of sessions, or a problem.
 */
package io.wxsession.login;
