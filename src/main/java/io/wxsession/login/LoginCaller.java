package io.wxsession.login;

import java.util.List;

/**
 * Who asks for a login.
 *
 * @param accessTokens whatever access tokens the request carries
 * @param client what the phone says it is, or null
 * @param address where the request comes from
 */
record LoginCaller(List<String> accessTokens, String client, String address) {

    @Override
    public String toString() {
        return "LoginCaller[" + client + "]";
    }
}
