package io.wxsession.keyspace;

import java.security.SecureRandom;
import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes unguessable ids. They reveal only the partition that they belong to. */
@ApplicationScoped
public class IdGenerator {

    private static final int SESSION_BYTES = 24;
    private static final int USER_BYTES = 16;
    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    /** A new session id: the partition and 24 random bytes. */
    public SessionId sessionId(Partition partition) {
        return new SessionId(partition.id(randomBytes(SESSION_BYTES)));
    }

    /** A new user id: {@code u_}, the partition and 16 random bytes. */
    public UserId userId(Partition partition) {
        return new UserId("u_" + partition.id(randomBytes(USER_BYTES)));
    }

    /** A random text that identifies one attempt, such as the owner of a lock. */
    public String nonce() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(NONCE_BYTES));
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
