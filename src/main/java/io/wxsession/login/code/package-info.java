/** Login codes. In: codes of {@code wx.login}. Out: the user that WeChat names, asked once for each code, or a problem. */
package io.wxsession.login.code;
