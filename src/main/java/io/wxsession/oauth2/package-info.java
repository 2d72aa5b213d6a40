/**
 * The OAuth endpoints and the discovery documents. In: token introspection (RFC 7662), token revocation (RFC 7009), requests
 * for the server metadata (RFC 8414) and the key set (RFC 7517). Out: JSON with the member names of these RFCs; errors as RFC
 * 6749 §5.2 defines them.
 */
package io.wxsession.oauth2;
