package io.wxsession.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The session_key of each user of each app, of which one is valid at a time. Getting a code may renew it, but not every time
 * (WeChat documentation: 开放数据校验与解密, 会话密钥有效性).
 */
final class SimulatedSessionKeys {

    /** When a login renews the key. */
    enum KeyRotation {
        ALWAYS,
        NEVER,
        MIN_PERIOD
    }

    private static final int KEY_BYTES = 16;
    private static final int REMEMBERED = 10;
    /** WeChat does not tell; its community reports three days. */
    private static final Duration LIFETIME = Duration.ofDays(3);
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(60);

    private final SimulatorClock clock;
    private final Map<String, Deque<Key>> keys = new HashMap<>();
    private KeyRotation rotation = KeyRotation.MIN_PERIOD;
    private Duration period = DEFAULT_PERIOD;

    SimulatedSessionKeys(SimulatorClock clock) {
        this.clock = clock;
    }

    synchronized void configure(KeyRotation rotation, Duration period) {
        this.rotation = rotation;
        this.period = period;
    }

    /** What {@code wx.login} does to the key. */
    synchronized void login(String openid) {
        Deque<Key> known = keys.get(openid);
        boolean due = !isAlive(openid) || switch (rotation) {
            case ALWAYS -> true;
            case NEVER -> false;
            case MIN_PERIOD -> !known.peekFirst().since().plus(period).isAfter(clock.now());
        };
        if (due) {
            rotate(openid);
        }
    }

    /** A new key with a life of its own. */
    synchronized void rotate(String openid) {
        rotate(openid, clock.now().plus(LIFETIME));
    }

    /** A new key that ends when the old one would have. */
    synchronized String replace(String openid) {
        rotate(openid, keys.get(openid).peekFirst().expires());
        return current(openid);
    }

    private void rotate(String openid, Instant expires) {
        byte[] key = RandomText.bytes(KEY_BYTES);
        Deque<Key> known = keys.computeIfAbsent(openid, any -> new ArrayDeque<>());
        known.addFirst(new Key(Base64.getEncoder().encodeToString(key), clock.now(), expires));
        if (known.size() > REMEMBERED) {
            known.removeLast();
        }
    }

    /** The valid key; made if the user never logged in. */
    synchronized String current(String openid) {
        if (!keys.containsKey(openid)) {
            rotate(openid);
        }
        return keys.get(openid).peekFirst().value();
    }

    /** Whether the user has a key that still lives. */
    synchronized boolean isAlive(String openid) {
        return keys.containsKey(openid) && clock.now().isBefore(keys.get(openid).peekFirst().expires());
    }

    /** Ends the life of the key, which stays the user's latest. */
    synchronized void expire(String openid) {
        String value = current(openid);
        Key key = keys.get(openid).pollFirst();
        keys.get(openid).addFirst(new Key(value, key.since(), clock.now()));
    }

    /** The valid key and those before it, newest first. */
    synchronized List<String> history(String openid) {
        return keys.getOrDefault(openid, new ArrayDeque<>()).stream().map(Key::value).toList();
    }

    synchronized void reset() {
        keys.clear();
        rotation = KeyRotation.MIN_PERIOD;
        period = DEFAULT_PERIOD;
    }

    private record Key(String value, Instant since, Instant expires) {

        @Override
        public String toString() {
            return "Key[since " + since + "]";
        }
    }
}
