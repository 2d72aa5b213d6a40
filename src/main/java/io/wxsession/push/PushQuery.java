package io.wxsession.push;

import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.RestQuery;

/** What the query of a push says. */
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
