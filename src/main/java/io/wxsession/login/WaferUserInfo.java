package io.wxsession.login;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.login.LoginStore.Opened;
import io.wxsession.sessionkey.DecryptionService;
import io.wxsession.sessionkey.OpenData;

/** What a wafer client is told of its user: what we know, and what WeChat gave the phone if that can be decrypted. */
@ApplicationScoped
class WaferUserInfo {

    private final DecryptionService decryption;
    private final ObjectMapper json;
    private final WxsessionConfig config;

    WaferUserInfo(DecryptionService decryption, ObjectMapper json, WxsessionConfig config) {
        this.decryption = decryption;
        this.json = json;
        this.config = config;
    }

    Uni<ObjectNode> of(Opened opened, HttpServerRequest request) {
        ObjectNode known = json.valueToTree(SessionUserResponse.of(opened.session(), config));
        String encryptedData = request.getHeader("X-WX-Encrypted-Data");
        String iv = request.getHeader("X-WX-IV");
        if (encryptedData == null || iv == null) {
            return Uni.createFrom().item(known);
        }
        return Uni.createFrom().deferred(() -> decryption.decrypt(opened.sid().handle(), opened.session(), encryptedData, iv))
                .map(data -> merged(data, known))
                .onFailure().recoverWithItem(known);
    }

    private ObjectNode merged(OpenData data, ObjectNode known) {
        ObjectNode all = config.login().exposeOpenid() ? data.json().deepCopy() : data.withoutIds();
        return all.setAll(known);
    }
}
