package io.wxsession.wechat;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;

/** What WeChat made of a login code. */
public sealed interface CodeExchange {

    /**
     * It names a user.
     *
     * @param openid WeChat's id of the user in this app
     * @param unionid WeChat's id of the person over apps, or null
     * @param sessionKey the key of the user's encrypted data, base64 of 16 bytes
     */
    record Granted(Openid openid, Unionid unionid, Secret sessionKey) implements CodeExchange {
    }

    /** WeChat decided against it. */
    record Rejected(WechatErrorCode reason) implements CodeExchange {
    }

    /**
     * There was no answer, or none that makes sense.
     *
     * @param codeUntouched whether the code certainly never left, so that it may be sent another time
     */
    record Unavailable(boolean codeUntouched) implements CodeExchange {
    }
}
