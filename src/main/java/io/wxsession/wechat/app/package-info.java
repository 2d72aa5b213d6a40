/**
 * The mini-programs: settings and the files of {@code wxsession.apps-dir} come in, the apps that are served at the moment go out.
 */
package io.wxsession.wechat.app;
