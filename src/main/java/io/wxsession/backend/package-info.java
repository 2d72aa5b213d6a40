/**
 * The internal API under {@code /internal/v1}, for service clients. In: authenticated requests about users and bans, sessions'
 * attributes and session_keys, the export of users, and WeChat access tokens. Out: JSON, NDJSON for the export, or a problem. A
 * service client that is limited to some apps receives {@code not_found} for everything in other apps.
 */
package io.wxsession.backend;
