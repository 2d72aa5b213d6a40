package io.wxsession.push;

import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters of a push. */
class PushQuery {

    @RestQuery
    String signature;
    @RestQuery
    String timestamp;
    @RestQuery
    String nonce;
    @RestQuery
    String echostr;
    @QueryParam("msg_signature")
    String messageSignature;
}
