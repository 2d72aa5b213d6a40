package io.wxsession.trace;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

/** A span's ids and times, with another name, other attributes and no texts besides. */
final class RedactedSpanData extends DelegatingSpanData {

    private final String name;
    private final Attributes attributes;
    private final StatusData status;

    RedactedSpanData(SpanData span, String name, Attributes attributes) {
        super(span);
        this.name = name;
        this.attributes = attributes;
        this.status = StatusData.create(span.getStatus().getStatusCode(), "");
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public StatusData getStatus() {
        return status;
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }
}
