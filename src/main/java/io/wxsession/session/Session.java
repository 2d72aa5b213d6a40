package io.wxsession.session;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;

/**
 * A live session as Redis keeps it. It repeats what a request needs to know of the user, so that validating a request reads
 * nothing else; the scripts keep the copies true. The names are short because a million of these are kept at a time.
 *
 * @param userId our id of the user
 * @param appId the mini-program
 * @param openid WeChat's id of the user in this app
 * @param unionid WeChat's id of the person over apps, or null
 * @param registered whether the user has filled in a profile
 * @param account the bound account, or null
 * @param created when it was opened, milliseconds since 1970
 * @param expires when it ends whatever happens, milliseconds since 1970
 * @param idleExpires when it ends unless refreshed before, milliseconds since 1970
 * @param generation the number of the refresh token that is valid now
 * @param rotated when that one was first issued, milliseconds since 1970
 * @param client what the phone said it is, or null
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Session(
        @JsonProperty("u") UserId userId,
        @JsonProperty("a") String appId,
        @JsonProperty("o") Openid openid,
        @JsonProperty("n") Unionid unionid,
        @JsonProperty("r") boolean registered,
        @JsonProperty("c") AccountId account,
        @JsonProperty("t") long created,
        @JsonProperty("x") long expires,
        @JsonProperty("i") long idleExpires,
        @JsonProperty("g") long generation,
        @JsonProperty("f") long rotated,
        @JsonProperty("d") String client) {

    /** Whether the user is bound to an account. */
    public boolean bound() {
        return account != null;
    }

    /** When it was opened. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(created);
    }

    /** When it ends whatever happens. */
    public Instant expiresAt() {
        return Instant.ofEpochMilli(expires);
    }

    /** When it ends unless refreshed before. */
    public Instant idleExpiresAt() {
        return Instant.ofEpochMilli(idleExpires);
    }
}
