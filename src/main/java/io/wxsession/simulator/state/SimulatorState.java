package io.wxsession.simulator.state;

import java.util.Map;

/** Everything that the simulated WeChat remembers. */
public record SimulatorState(SimulatorClock clock, AppRegistry apps, Phones phones, KnownUsers knownUsers,
        LoginCodes loginCodes, PhoneNumberCodes phoneNumberCodes, SimulatedSessionKeys sessionKeys,
        SimulatedAccessTokens accessTokens, PushTargetRegistry pushTargets, FaultQueue faults, CallLog calls) {

    /**
     * The state at start.
     *
     * @param appSecrets AppSecret by AppID
     */
    public static SimulatorState of(Map<String, String> appSecrets) {
        SimulatorClock clock = new SimulatorClock();
        return new SimulatorState(clock, new AppRegistry(appSecrets), new Phones(), new KnownUsers(), new LoginCodes(clock),
                new PhoneNumberCodes(clock), new SimulatedSessionKeys(clock), new SimulatedAccessTokens(clock),
                new PushTargetRegistry(), new FaultQueue(clock), new CallLog());
    }

    /** Forgets everything except the apps and their access_tokens. */
    public void reset() {
        clock.reset();
        phones.reset();
        knownUsers.reset();
        loginCodes.reset();
        phoneNumberCodes.reset();
        sessionKeys.reset();
        accessTokens.reset();
        pushTargets.reset();
        faults.reset();
        calls.reset();
    }
}
