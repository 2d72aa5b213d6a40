package io.wxsession.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The variants in which a right answer of WeChat may come. */
final class ResponseVariants {

    private static final byte[] BYTE_ORDER_MARK = { (byte) 0xef, (byte) 0xbb, (byte) 0xbf };
    private static final int BALLAST = 5_000_000;

    private ResponseVariants() {
    }

    static void send(HttpServerResponse response, Dialect dialect, Fault fault, JsonObject answer) {
        switch (fault) {
            case JSON_CONTENT_TYPE -> Dialect.API.send(response, answer.toBuffer());
            case TEXT_CONTENT_TYPE -> Dialect.SNS.send(response, answer.toBuffer());
            case GZIP -> dialect.send(response.putHeader("Content-Encoding", "gzip"), gzip(answer.toBuffer()));
            case BOM -> dialect.send(response, Buffer.buffer(BYTE_ORDER_MARK).appendBuffer(answer.toBuffer()));
            case ESCAPED_SLASH -> dialect.send(response, Buffer.buffer(answer.encode().replace("/", "\\/")));
            default -> dialect.send(response, changed(fault, answer).toBuffer());
        }
    }

    private static JsonObject changed(Fault fault, JsonObject answer) {
        boolean success = answer.getInteger("errcode", 0) == 0;
        switch (fault) {
            case EXPIRES_IN -> answer.put("expires_in", 7200);
            case EXTRA_FIELDS ->
                answer.put("scope", "snsapi_base").put("extra", new JsonObject().put("list", new JsonArray().add(1)));
            case ERRCODE_ZERO -> {
                if (success) {
                    answer.put("errcode", 0).put("errmsg", "ok");
                }
            }
            case ERRCODE_AS_STRING -> answer.put("errcode", success ? "0" : answer.getInteger("errcode").toString());
            case WITHOUT_OPENID -> answer.remove("openid");
            case WITHOUT_ACCESS_TOKEN -> answer.remove("access_token");
            case WITHOUT_EXPIRES_IN -> answer.remove("expires_in");
            case WITHOUT_PHONE_INFO -> answer.remove("phone_info");
            case FOREIGN_WATERMARK ->
                answer.getJsonObject("phone_info", new JsonObject()).getJsonObject("watermark", new JsonObject())
                        .put("appid", "wx00000000foreign0");
            case WITHOUT_SESSION_KEY -> answer.remove("session_key");
            case MALFORMED_SESSION_KEY -> answer.put("session_key", "c2hvcnQ=");
            case NUMBER_OPENID -> answer.put("openid", 4711);
            case WITH_UNIONID -> answer.put("unionid", WechatIds.unionid(answer.getString("openid")));
            case WITHOUT_UNIONID -> answer.remove("unionid");
            case HUGE -> answer.put("ballast", "x".repeat(BALLAST));
            default -> throw new IllegalArgumentException(fault.word());
        }
        return answer;
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
