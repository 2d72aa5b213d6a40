package io.wxsession.login;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.wxsession.config.Secret;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.session.Session;
import io.wxsession.sessionkey.DecryptionService;
import io.wxsession.sessionkey.OpenData;

/** The user in a response to the wafer client: our facts, and the user data that the phone sent if it can be decrypted. */
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

    Uni<ObjectNode> of(LoggedIn login, HttpServerRequest request) {
        Session session = login.opened().session();
        ObjectNode known = json.valueToTree(SessionUserResponse.of(session, config));
        String encryptedData = request.getHeader("X-WX-Encrypted-Data");
        String iv = request.getHeader("X-WX-IV");
        if (encryptedData == null || iv == null) {
            return Uni.createFrom().item(known);
        }
        return Uni.createFrom().deferred(() -> decryption.decrypt(login.sid().handle(), session,
                new Secret(encryptedData), new Secret(iv)))
                .map(data -> merged(data, known))
                .onFailure().recoverWithItem(known);
    }

    private ObjectNode merged(OpenData data, ObjectNode known) {
        ObjectNode all = config.login().exposeOpenid() ? data.json().deepCopy() : data.withoutIds();
        return all.setAll(known);
    }
}
