package io.wxsession.simulator.state;

/**
 * A registered mini-program.
 *
 * @param id its AppID
 * @param secret its AppSecret
 * @param unionid whether it is bound to an Open Platform account, so that its users have a unionid
 */
public record SimulatedApp(String id, String secret, boolean unionid) {

    @Override
    public String toString() {
        return "SimulatedApp[" + id + "]";
    }
}
