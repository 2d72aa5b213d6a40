/**
 * The client of WeChat's server API. In: login codes, phone codes and signatures of session_keys, each with its app. Out:
 * WeChat's answer as a typed result or a problem. This package also keeps the one shared access_token of each app. URLs and
 * secrets appear in no log and no exception.
 */
package io.wxsession.wechat;
