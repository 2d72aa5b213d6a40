package io.wxsession.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

import io.wxsession.keyspace.AccountId;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.Unionid;
import io.wxsession.keyspace.UserId;

/**
 * Reads session records in the form that the scripts nearly always write: one flat JSON object of ASCII texts without escapes,
 * whole numbers and {@code true}. This is several times faster than a general parser, and each request reads a record. For any
 * other form it gives up, and a general parser reads the record.
 */
final class SessionRecordReader {

    private final byte[] json;
    private int at;

    private String userId;
    private String appId;
    private String openid;
    private String unionid;
    private boolean registered;
    private String account;
    private long created;
    private long expires;
    private long idleExpires;
    private long generation;
    private long rotated;
    private String client;
    private String tokenDigests;

    private SessionRecordReader(byte[] json) {
        this.json = json;
    }

    /** The session; empty if the record has another form. */
    static Optional<Session> read(byte[] json) {
        SessionRecordReader reader = new SessionRecordReader(json);
        return reader.readObject() ? Optional.of(reader.session()) : Optional.empty();
    }

    private boolean readObject() {
        if (!skip('{')) {
            return false;
        }
        do {
            if (!readMember()) {
                return false;
            }
        } while (skip(','));
        return skip('}') && at == json.length && userId != null && appId != null && openid != null;
    }

    /** All names have one letter. */
    private boolean readMember() {
        if (!skip('"') || at + 2 >= json.length) {
            return false;
        }
        byte name = json[at++];
        return skip('"') && skip(':') && switch (name) {
            case 'u' -> (userId = text()) != null;
            case 'a' -> (appId = text()) != null;
            case 'o' -> (openid = text()) != null;
            case 'n' -> (unionid = text()) != null;
            case 'c' -> (account = text()) != null;
            case 'd' -> (client = text()) != null;
            case 'k' -> (tokenDigests = text()) != null;
            case 'r' -> registered = skip('t') && skip('r') && skip('u') && skip('e');
            case 't' -> (created = number()) >= 0;
            case 'x' -> (expires = number()) >= 0;
            case 'i' -> (idleExpires = number()) >= 0;
            case 'g' -> (generation = number()) >= 0;
            case 'f' -> (rotated = number()) >= 0;
            default -> false;
        };
    }

    /** The text that follows; null if it needs a general parser. */
    private String text() {
        if (!skip('"')) {
            return null;
        }
        int start = at;
        // Bytes beyond ASCII are negative.
        while (at < json.length && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        int end = at;
        return skip('"') ? new String(json, start, end - start, ISO_8859_1) : null;
    }

    /** The whole number that follows; negative if there is none, or a longer one than times and generations are. */
    private long number() {
        int start = at;
        long number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            number = number * 10 + json[at++] - '0';
        }
        return at > start && at - start <= 15 ? number : -1;
    }

    private boolean skip(char expected) {
        boolean found = at < json.length && json[at] == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private Session session() {
        return new Session(new UserId(userId), appId, new Openid(openid), unionid == null ? null : new Unionid(unionid),
                registered,
                account == null ? null : new AccountId(account), created, expires, idleExpires, generation, rotated, client,
                tokenDigests);
    }
}
