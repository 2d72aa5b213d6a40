package io.wxsession.keyspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.wxsession.sealing.Sha256;

/**
 * One of 1024 parts of the key space. All keys of a user of an app are in one partition, and all keys of a partition share one
 * hash slot. Each change to a user and the user's sessions is therefore one atomic script, also on Redis Cluster.
 *
 * @param number 0 to 1023
 */
public record Partition(int number) {

    /** The length of the partition number at the front of an id. */
    static final int BYTES = 2;

    private static final int COUNT = 1024;
    private static final String[] TAGS = IntStream.range(0, COUNT).mapToObj("p%03x"::formatted).toArray(String[]::new);

    /** The partition of a user: 10 bits of SHA-256 over appId and openid. */
    public static Partition of(String appId, Openid openid) {
        byte[] hash = Sha256.of((appId + '\0' + openid.value()).getBytes(UTF_8));
        return new Partition((hash[0] & 0x03) << 8 | hash[1] & 0xff);
    }

    /** All partitions, in their order. */
    public static Stream<Partition> all() {
        return IntStream.range(0, COUNT).mapToObj(Partition::new);
    }

    /** The partition named by the first bytes of an id, or null if there is no such partition. */
    static Partition in(byte[] id) {
        int number = ByteBuffer.wrap(id).getShort();
        return number >= 0 && number < COUNT ? new Partition(number) : null;
    }

    /** The hash tag of its keys, {@code p} and three hex digits. */
    String tag() {
        return TAGS[number];
    }

    /** An id in this partition: its number, then these bytes, as base64url. */
    String id(byte[] rest) {
        ByteBuffer id = ByteBuffer.allocate(BYTES + rest.length).putShort((short) number).put(rest);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.array());
    }
}
