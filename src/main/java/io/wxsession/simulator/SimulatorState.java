package io.wxsession.simulator;

import java.util.Map;

/** Everything that the simulated WeChat remembers. */
record SimulatorState(SimulatorClock clock, SimulatedApps apps, Phones phones, Visitors visitors, LoginCodes codes,
        PhoneCodes phoneCodes, SessionKeys keys,
        AccessTokens tokens, PushTargets pushTargets, Faults faults, CallLog calls) {

    static SimulatorState of(Map<String, String> appSecrets) {
        SimulatorClock clock = new SimulatorClock();
        return new SimulatorState(clock, new SimulatedApps(appSecrets), new Phones(), new Visitors(), new LoginCodes(clock),
                new PhoneCodes(clock),
                new SessionKeys(clock), new AccessTokens(clock), new PushTargets(), new Faults(clock), new CallLog());
    }

    /** Forgets all but the apps and their access_tokens. */
    void reset() {
        clock.reset();
        phones.reset();
        visitors.reset();
        codes.reset();
        phoneCodes.reset();
        keys.reset();
        tokens.reset();
        pushTargets.reset();
        faults.reset();
        calls.reset();
    }
}
