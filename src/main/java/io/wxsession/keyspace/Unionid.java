package io.wxsession.keyspace;

import com.fasterxml.jackson.annotation.JsonCreator;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Redacted;

/**
 * WeChat's id of a person in all apps of one Open Platform account. WeChat documentation: UnionID 机制说明.
 *
 * @param value the id as WeChat writes it
 */
@RegisterForReflection
public record Unionid(String value) implements Redacted {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Unionid {
    }

    @Override
    public String toString() {
        return PLACEHOLDER;
    }
}
