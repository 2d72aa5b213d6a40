package io.wxsession.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.wxsession.simulator.crypto.RandomText;

/**
 * The session_key of each user of each app. One key is valid at a time. Some logins replace it. WeChat
 * documentation: 开放数据校验与解密, 会话密钥有效性.
 */
public final class SimulatedSessionKeys {

    /** When a login replaces the key. With {@code MIN_PERIOD} it does once the key is as old as the rotation period. */
    public enum KeyRotation {
        ALWAYS,
        NEVER,
        MIN_PERIOD
    }

    private static final int KEY_BYTES = 16;
    private static final int REMEMBERED = 10;
    /** WeChat does not document the lifetime; its community reports three days. */
    private static final Duration LIFETIME = Duration.ofDays(3);
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(60);

    private final SimulatorClock clock;
    private final Map<String, Deque<IssuedKey>> keys = new HashMap<>();
    private KeyRotation rotation = KeyRotation.MIN_PERIOD;
    private Duration period = DEFAULT_PERIOD;

    /** Starts without keys. */
    public SimulatedSessionKeys(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Sets when a login replaces the key. */
    public synchronized void configure(KeyRotation rotation, Duration period) {
        this.rotation = rotation;
        this.period = period;
    }

    /** Handles a {@code wx.login}: replaces the key if it has expired or if the rotation setting says so. */
    public synchronized void login(String openid) {
        Deque<IssuedKey> known = keys.get(openid);
        boolean due = !isAlive(openid) || switch (rotation) {
            case ALWAYS -> true;
            case NEVER -> false;
            case MIN_PERIOD -> !known.peekFirst().since().plus(period).isAfter(clock.now());
        };
        if (due) {
            rotate(openid);
        }
    }

    /** Replaces the key by one with a full lifetime. */
    public synchronized void rotate(String openid) {
        rotate(openid, clock.now().plus(LIFETIME));
    }

    /** Replaces the key by one that expires when the old one would have. */
    public synchronized String replace(String openid) {
        rotate(openid, keys.get(openid).peekFirst().expires());
        return current(openid);
    }

    private void rotate(String openid, Instant expires) {
        byte[] key = RandomText.bytes(KEY_BYTES);
        Deque<IssuedKey> known = keys.computeIfAbsent(openid, any -> new ArrayDeque<>());
        known.addFirst(new IssuedKey(Base64.getEncoder().encodeToString(key), clock.now(), expires));
        if (known.size() > REMEMBERED) {
            known.removeLast();
        }
    }

    /** The latest key; it is created if the user has never logged in. */
    public synchronized String current(String openid) {
        if (!keys.containsKey(openid)) {
            rotate(openid);
        }
        return keys.get(openid).peekFirst().value();
    }

    /** Whether the user has a key that has not expired. */
    public synchronized boolean isAlive(String openid) {
        return keys.containsKey(openid) && clock.now().isBefore(keys.get(openid).peekFirst().expires());
    }

    /** Makes the latest key expire now; it stays the latest. */
    public synchronized void expire(String openid) {
        String value = current(openid);
        IssuedKey key = keys.get(openid).pollFirst();
        keys.get(openid).addFirst(new IssuedKey(value, key.since(), clock.now()));
    }

    /** The latest keys of a user, newest first. */
    public synchronized List<String> history(String openid) {
        return keys.getOrDefault(openid, new ArrayDeque<>()).stream().map(IssuedKey::value).toList();
    }

    /** Forgets all keys and restores the default rotation. */
    public synchronized void reset() {
        keys.clear();
        rotation = KeyRotation.MIN_PERIOD;
        period = DEFAULT_PERIOD;
    }

    private record IssuedKey(String value, Instant since, Instant expires) {

        @Override
        public String toString() {
            return "IssuedKey[since " + since + "]";
        }
    }
}
