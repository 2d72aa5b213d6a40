package io.wxsession.wechat;

/**
 * A mini-program that is served here.
 *
 * @param id its AppID
 * @param secret its AppSecret
 */
public record App(String id, String secret) {

    @Override
    public String toString() {
        return "App[" + id + "]";
    }
}
