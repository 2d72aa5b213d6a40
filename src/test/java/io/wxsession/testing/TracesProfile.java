package io.wxsession.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Switches on traces and every other optional feature. */
public class TracesProfile extends AllFeaturesProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>(super.getConfigOverrides());
        all.putAll(OtlpCollector.settings());
        return all;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OtlpCollector.class));
    }
}
