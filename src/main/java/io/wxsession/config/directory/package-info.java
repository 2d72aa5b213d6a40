/**
 * Directories whose files may change while the service runs. In: the path of one. Out: its files, which of them cannot be used,
 * and which of its keys may be used for something new.
 */
package io.wxsession.config.directory;
