/**
 * WeChat's message push. In: URL checks and messages, plain or encrypted, JSON or XML. Out: the text that WeChat expects, after
 * an authentic event has taken effect on the user that it names; each event takes effect once.
 */
package io.wxsession.push;
