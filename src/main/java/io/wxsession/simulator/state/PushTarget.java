package io.wxsession.simulator.state;

/**
 * The push settings of an app at WeChat.
 *
 * @param url the address that receives the pushes
 * @param token the secret of the signatures
 * @param aesKey 43 characters of base64, or null if pushes are not encrypted
 */
public record PushTarget(String appId, String url, String token, String aesKey) {

    @Override
    public String toString() {
        return "PushTarget[" + appId + "]";
    }
}
