package io.wxsession.simulator;

/**
 * Where an app listens for pushes, as set at WeChat.
 *
 * @param token the secret that signatures are made with
 * @param aesKey 43 characters of base64, or null if nothing is encrypted
 */
record PushTarget(String appId, String url, String token, String aesKey) {

    @Override
    public String toString() {
        return "PushTarget[" + appId + "]";
    }
}
