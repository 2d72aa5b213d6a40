/** Login and session service for WeChat mini-programs. */
package io.wxsession;
