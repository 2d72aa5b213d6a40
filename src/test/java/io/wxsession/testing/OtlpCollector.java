package io.wxsession.testing;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;

import com.google.protobuf.InvalidProtocolBufferException;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** A collector of traces on this machine: takes what an exporter sends and gives it back as it came. */
public class OtlpCollector implements QuarkusTestResourceLifecycleManager {

    /** What gRPC writes before a message: whether it is compressed, and its length. */
    private static final int GRPC_PREFIX = 5;
    private static final String AWAY = "/away";
    private static final String BACK = "/back";
    private static final String PORT = "test.otlp.port";

    private final Vertx vertx = Vertx.vertx();
    private final Buffer received = Buffer.buffer();
    private boolean away;

    @Override
    public Map<String, String> start() {
        Blocking.get(vertx.createHttpServer().requestHandler(this::handle).listen(port(), "127.0.0.1"));
        return Map.of();
    }

    /** One port for all, because the settings of a profile, unlike those of a resource, end with it. */
    private static synchronized int port() {
        if (System.getProperty(PORT) == null) {
            System.setProperty(PORT, Integer.toString(Ports.free()));
        }
        return Integer.getInteger(PORT);
    }

    private static String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The settings with which a service exports to it soon. */
    static Map<String, String> settings() {
        return Map.of("quarkus.otel.sdk.disabled", "false",
                "quarkus.otel.exporter.otlp.endpoint", url(),
                "quarkus.otel.bsp.schedule.delay", "100ms");
    }

    private void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            request.response().end(received.copy());
        } else if (request.method() == HttpMethod.PUT) {
            away = request.path().equals(AWAY);
            request.response().end();
        } else if (away) {
            request.connection().close();
        } else {
            request.body().onSuccess(body -> {
                if (request.getHeader("Content-Type").startsWith("application/grpc")) {
                    received.appendBuffer(body, GRPC_PREFIX, body.length() - GRPC_PREFIX);
                    request.response().putHeader("Content-Type", "application/grpc+proto").putTrailer("grpc-status", "0")
                            .end(Buffer.buffer(new byte[GRPC_PREFIX]));
                } else {
                    received.appendBuffer(body);
                    request.response().putHeader("Content-Type", "application/x-protobuf").end();
                }
            });
        }
    }

    /** From now on it ends the connections of whoever exports, until {@link #comesBack()}. */
    public static void goesAway() {
        given().put(url() + AWAY).then().statusCode(200);
    }

    /** It takes what is exported again. */
    public static void comesBack() {
        given().put(url() + BACK).then().statusCode(200);
    }

    /** Everything that was exported until now. Messages of protobuf that follow one another are one message. */
    public static byte[] received() {
        return given().get(url()).then().statusCode(200).extract().asByteArray();
    }

    /** The spans that were exported until now. */
    public static List<Span> spans() {
        try {
            return ExportTraceServiceRequest.parseFrom(received()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream()).toList();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        Blocking.get(vertx.close());
    }
}
