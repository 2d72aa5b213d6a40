package io.wxsession.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Logger;

import io.vertx.core.Vertx;

/** Runs the simulator as a program: {@code SimulatorMain <port> <appId>=<secret>…}. */
public final class SimulatorMain {

    private SimulatorMain() {
    }

    /** Starts the simulator; the arguments are the port and then the apps. */
    public static void main(String[] args) {
        Map<String, String> secrets = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            String[] app = args[i].split("=", 2);
            secrets.put(app[0], app[1]);
        }
        new WechatSimulator(Vertx.vertx(), secrets).listen(Integer.parseInt(args[0]))
                .onSuccess(port -> Logger.getLogger(SimulatorMain.class.getName())
                        .info("WeChat simulator listens on port " + port))
                .onFailure(failure -> {
                    throw new IllegalStateException(failure);
                });
    }
}
