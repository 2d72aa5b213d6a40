package io.wxsession.wechat.push;

import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.RestQuery;

/** What the query of a push says. */
class Push {

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
