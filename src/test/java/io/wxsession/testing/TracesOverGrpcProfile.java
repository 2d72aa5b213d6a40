package io.wxsession.testing;

import java.util.HashMap;
import java.util.Map;

/** Exports traces over gRPC. */
public class TracesOverGrpcProfile extends TracesProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>(super.getConfigOverrides());
        all.put("quarkus.otel.exporter.otlp.protocol", "grpc");
        return all;
    }
}
