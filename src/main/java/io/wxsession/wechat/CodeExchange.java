package io.wxsession.wechat;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;

/** The result of exchanging a login code. */
public sealed interface CodeExchange {

    /**
     * WeChat accepted the code.
     *
     * @param openid WeChat's id of the user in this app
     * @param unionid WeChat's id of the person over apps, or null
     * @param sessionKey the key of the user's encrypted data, base64 of 16 bytes
     */
    record Granted(Openid openid, Unionid unionid, Secret sessionKey) implements CodeExchange {
    }

    /** WeChat refused the code. */
    record Rejected(WechatErrorCode reason) implements CodeExchange {
    }

    /**
     * WeChat did not respond, or the response is not usable.
     *
     * @param codeNotSent whether the code was certainly not sent, so that it may be exchanged again
     */
    record Unavailable(boolean codeNotSent) implements CodeExchange {
    }
}
