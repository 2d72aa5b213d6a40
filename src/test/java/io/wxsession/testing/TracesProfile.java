package io.wxsession.testing;

import java.util.List;

/** Switches on traces and every other optional feature. */
public class TracesProfile extends AllFeaturesProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OtlpCollector.class));
    }
}
