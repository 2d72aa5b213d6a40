package io.wxsession.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Cuts, stalls and mends the links between the service and its neighbours. */
public enum NetworkFaults {
    REDIS(TestEnvironment.REDIS_LINK),
    WECHAT(TestEnvironment.WECHAT_LINK);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String controlPort;
    private volatile boolean broken;

    NetworkFaults(String controlPort) {
        this.controlPort = controlPort;
    }

    /** Connections end, and no new one comes about. */
    public void cut() {
        broken = true;
        tell("cut");
    }

    /** Nothing arrives, in either direction. */
    public void stall() {
        broken = true;
        tell("stall");
    }

    /** All is well again, and what was stalled arrives. */
    public void mend() {
        tell("mend");
        broken = false;
    }

    /** Whether all is not well. */
    public boolean isBroken() {
        return broken;
    }

    private void tell(String command) {
        try {
            URI control = URI.create("http://127.0.0.1:" + System.getProperty(controlPort) + "/" + command);
            HTTP.send(HttpRequest.newBuilder(control).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
