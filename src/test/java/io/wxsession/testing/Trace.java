package io.wxsession.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.specification.RequestSpecification;

/** A trace that a gateway has begun. */
public record Trace(String id, String parent) {

    /** A new one. */
    public static Trace begin() {
        return new Trace(hex() + hex(), hex());
    }

    private static String hex() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    /** A request that belongs to it. */
    public RequestSpecification request() {
        return given().header("traceparent", header("01"));
    }

    /** The header that says so. */
    public String header(String flags) {
        return "00-" + id + "-" + parent + "-" + flags;
    }

    /** Its spans that were exported until now. */
    public List<Span> spans() {
        return OtlpCollector.spans().stream().filter(span -> hex(span.getTraceId()).equals(id)).toList();
    }

    /** The span of its only request, as soon as it was exported, which is when all its children were. */
    public Span awaitRequest() {
        return await()
                .until(() -> spans().stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER).findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** The span of its request, after which are checked the ids that hold the trace together. */
    public Span awaitRequestWithChildren() {
        Span request = awaitRequest();
        assertThat(hex(request.getParentSpanId())).isEqualTo(parent);
        assertThat(children()).allMatch(child -> child.getParentSpanId().equals(request.getSpanId()));
        return request;
    }

    /** What the request asked of others. */
    public List<Span> children() {
        return spans().stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_CLIENT).toList();
    }

    /** The attributes of a span, as texts. */
    public static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, it -> text(it.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
