package io.wxsession.simulator.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.wxsession.simulator.crypto.WechatIds;
import io.wxsession.simulator.state.Fault;

/** Sends a correct response in an unusual form: other labels, other encodings, more, fewer or other fields. */
final class ResponseVariants {

    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xef, (byte) 0xbb, (byte) 0xbf };
    private static final int PADDING = 5_000_000;

    private ResponseVariants() {
    }

    static void send(HttpServerResponse response, Dialect dialect, Fault fault, JsonObject correct) {
        switch (fault) {
            case JSON_CONTENT_TYPE -> Dialect.API.send(response, correct.toBuffer());
            case TEXT_CONTENT_TYPE -> Dialect.SNS.send(response, correct.toBuffer());
            case GZIP -> dialect.send(response.putHeader("Content-Encoding", "gzip"), gzip(correct.toBuffer()));
            case BOM -> dialect.send(response, Buffer.buffer(BYTE_ORDER_MARK).appendBuffer(correct.toBuffer()));
            case ESCAPED_SLASH -> dialect.send(response, Buffer.buffer(correct.encode().replace("/", "\\/")));
            default -> dialect.send(response, changed(fault, correct).toBuffer());
        }
    }

    private static JsonObject changed(Fault fault, JsonObject response) {
        boolean success = response.getInteger("errcode", 0) == 0;
        switch (fault) {
            case EXPIRES_IN -> response.put("expires_in", 7200);
            case EXTRA_FIELDS ->
                response.put("scope", "snsapi_base").put("extra", new JsonObject().put("list", new JsonArray().add(1)));
            case ERRCODE_ZERO -> {
                if (success) {
                    response.put("errcode", 0).put("errmsg", "ok");
                }
            }
            case ERRCODE_AS_STRING -> response.put("errcode", success ? "0" : response.getInteger("errcode").toString());
            case WITHOUT_OPENID -> response.remove("openid");
            case WITHOUT_ACCESS_TOKEN -> response.remove("access_token");
            case WITHOUT_EXPIRES_IN -> response.remove("expires_in");
            case WITHOUT_PHONE_INFO -> response.remove("phone_info");
            case FOREIGN_WATERMARK ->
                response.getJsonObject("phone_info", new JsonObject()).getJsonObject("watermark", new JsonObject())
                        .put("appid", "wx00000000foreign0");
            case WITHOUT_SESSION_KEY -> response.remove("session_key");
            case MALFORMED_SESSION_KEY -> response.put("session_key", "c2hvcnQ=");
            case NUMBER_OPENID -> response.put("openid", 4711);
            case WITH_UNIONID -> response.put("unionid", WechatIds.unionid(response.getString("openid")));
            case WITHOUT_UNIONID -> response.remove("unionid");
            case HUGE -> response.put("ballast", "x".repeat(PADDING));
            default -> throw new IllegalArgumentException(fault.word());
        }
        return response;
    }

    private static Buffer gzip(Buffer plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
