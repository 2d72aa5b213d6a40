package io.wxsession.keyspace;

import com.fasterxml.jackson.annotation.JsonCreator;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Redacted;

/**
 * WeChat's id of a user in one mini-program. WeChat documentation: 小程序登录凭证校验.
 *
 * @param value the id as WeChat writes it
 */
@RegisterForReflection
public record Openid(String value) implements Redacted {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Openid {
    }

    @Override
    public String toString() {
        return PLACEHOLDER;
    }
}
