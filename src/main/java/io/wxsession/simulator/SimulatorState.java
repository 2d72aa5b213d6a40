package io.wxsession.simulator;

import java.util.Map;

/** Everything that the simulated WeChat remembers. */
record SimulatorState(SimulatorClock clock, SimulatedApps apps, Phones phones, LoginCodes codes, SessionKeys keys,
        AccessTokens tokens, Faults faults, CallLog calls) {

    static SimulatorState of(Map<String, String> appSecrets) {
        SimulatorClock clock = new SimulatorClock();
        return new SimulatorState(clock, new SimulatedApps(appSecrets), new Phones(), new LoginCodes(clock),
                new SessionKeys(clock), new AccessTokens(clock), new Faults(), new CallLog());
    }

    /** Forgets all but the apps and their access_tokens. */
    void reset() {
        clock.reset();
        phones.reset();
        codes.reset();
        keys.reset();
        tokens.reset();
        faults.reset();
        calls.reset();
    }
}
