package io.wxsession.session;

import java.io.IOException;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.ReplyReader;

/**
 * A live session as Redis keeps it. It copies the facts about its user that a request needs, so a request reads nothing else.
 * The scripts that change these facts of a user also change the copies. The JSON names are short because millions of records
 * are kept.
 *
 * @param userId our id of the user
 * @param appId the mini-program
 * @param openid WeChat's id of the user in this app
 * @param unionid WeChat's id of the person in all apps, or null
 * @param registered whether the user has filled in a profile
 * @param account the bound account, or null
 * @param created when it was opened, milliseconds since 1970
 * @param expires the end of its absolute lifetime, milliseconds since 1970
 * @param idleExpires when it ends unless it is refreshed before, milliseconds since 1970
 * @param generation the generation of the valid refresh token
 * @param rotated when that refresh token was first issued, milliseconds since 1970
 * @param client the client description, or null
 * @param tokenDigests the digests of the last two access tokens, the latest first, 22 characters each; null in a record that no
 *        login or refresh has written since digests exist
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
        @JsonProperty("d") String client,
        @JsonProperty("k") String tokenDigests) {

    private static final ObjectReader JSON = new ObjectMapper().readerFor(Session.class);

    /** Reads a record as the scripts write it. */
    static Session parse(byte[] json) {
        return SessionRecordReader.read(json).orElseGet(() -> parseInFull(json));
    }

    private static Session parseInFull(byte[] json) {
        try {
            return JSON.readValue(json);
        } catch (IOException e) {
            // The parser's message may quote the record, which holds the openid.
            throw new IllegalStateException("a session record cannot be read");
        }
    }

    /** Reads the record that is the next element of a script's reply. */
    public static Session read(ReplyReader reply) {
        return parse(reply.bytes().orElseThrow());
    }

    /** Whether the user is bound to an account. */
    public boolean bound() {
        return account != null;
    }

    /** When it was opened. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(created);
    }

    /** The end of its absolute lifetime. */
    public Instant expiresAt() {
        return Instant.ofEpochMilli(expires);
    }

    /** When it ends unless it is refreshed before. */
    public Instant idleExpiresAt() {
        return Instant.ofEpochMilli(idleExpires);
    }
}
