package io.wxsession.testing.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonObject;

/**
 * What is true of everything in Redis whatever has happened: each session belongs to a living user, index, records and counts
 * agree, all but users and claims of accounts has an end, an openid has one user, and a bound user holds the claim to its account.
 * A claim without such a user may be left: it is free after a minute.
 */
public final class RedisInvariants {

    private static final Pattern KEY = Pattern.compile("(wxs:\\{p[0-9a-f]{3}}:)([a-z]+):?(.*)");
    private static final Set<String> FOR_EVER = Set.of("u", "i", "b");
    /** How far the end in the index and the end of the record may be apart: they are set in two commands of one script. */
    private static final long TOLERANCE_MILLIS = 1000;

    private final RedisWire redis;
    private final Map<String, Set<String>> byKind = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<String, Map<String, Long>> live = new TreeMap<>();
    private final Map<String, long[]> counted = new TreeMap<>();

    private RedisInvariants(RedisWire redis) {
        this.redis = redis;
    }

    /** Whatever is not as it must be, in words; nothing may change meanwhile. */
    public static List<String> broken(RedisProcess redis) {
        try (RedisWire wire = redis.connect()) {
            RedisInvariants invariants = new RedisInvariants(wire);
            invariants.sort(wire.texts("KEYS", "*"));
            invariants.checkSessions();
            invariants.checkIndexes();
            invariants.checkUsers();
            invariants.checkRegistries();
            invariants.checkCounts();
            invariants.checkUnions();
            invariants.checkEnds();
            return invariants.broken;
        }
    }

    private void sort(List<String> keys) {
        for (String key : keys) {
            Matcher parts = KEY.matcher(key);
            byKind.computeIfAbsent(parts.matches() ? parts.group(2) : "", kind -> new TreeSet<>()).add(key);
        }
    }

    private Set<String> keys(String kind) {
        return byKind.getOrDefault(kind, Set.of());
    }

    private void expect(boolean asItMustBe, String otherwise, Object... facts) {
        if (!asItMustBe) {
            broken.add(otherwise.formatted(facts));
        }
    }

    private static String partition(String key) {
        return key.substring(0, key.indexOf("}:") + 2);
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf(':') + 1);
    }

    private String field(String key, String field) {
        Object value = redis.send("HGET", key, field);
        return value == null ? null : value.toString();
    }

    private void checkSessions() {
        for (String key : keys("s")) {
            Object text = redis.send("GET", key);
            if (text != null) {
                JsonObject record = new JsonObject(text.toString());
                String user = partition(key) + "u:" + record.getString("u");
                String index = partition(key) + "us:" + record.getString("u");
                expect(field(user, "app") != null && field(user, "erasing") == null, "%s belongs to no living user", key);
                expect(record.getString("o").equals(field(user, "openid")), "%s has another openid than its user", key);
                expect(Objects.equals(record.getString("c"), field(user, "account")),
                        "%s has another account than its user", key);
                Object end = redis.send("ZSCORE", index, name(key));
                long left = redis.number("PTTL", key);
                expect(end != null, "%s is not in the index of its user", key);
                if (end != null) {
                    long now = now();
                    expect(Math.abs(Double.parseDouble(end.toString()) - now - left) < TOLERANCE_MILLIS,
                            "%s ends in %d ms, but in %s ms by the index", key, left, end);
                }
                live.computeIfAbsent(partition(key), none -> new TreeMap<>()).merge(record.getString("a"), 1L, Long::sum);
            }
        }
        for (String key : keys("sa")) {
            expect(redis.number("EXISTS", partition(key) + "s:" + name(key)) == 1, "%s outlives its session", key);
        }
    }

    private long now() {
        List<String> time = redis.texts("TIME");
        return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
    }

    private void checkIndexes() {
        for (String key : keys("us")) {
            for (String handle : redis.texts("ZRANGEBYSCORE", key, Long.toString(now() + TOLERANCE_MILLIS), "+inf")) {
                expect(redis.number("EXISTS", partition(key) + "s:" + handle) == 1, "%s names the session %s that is not there",
                        key,
                        handle);
            }
        }
    }

    private void checkUsers() {
        for (String key : keys("u")) {
            String app = field(key, "app");
            String openid = field(key, "openid");
            expect(app != null && openid != null, "%s has no app or no openid", key);
            expect(name(key).equals(field(partition(key) + "i:" + app, openid)), "%s is not the user that its openid has", key);
            String account = field(key, "account");
            if (account != null && field(key, "erasing") == null) {
                String claim = redis.text("GET", "wxs:acct:" + app + ":" + account);
                expect(claim.startsWith(name(key) + "|") && claim.equals(field(key, "claim")),
                        "%s does not hold the claim to its account: %s", key, claim);
            }
            long[] counts = counted.computeIfAbsent(partition(key) + "i:" + app, none -> new long[2]);
            counts[0] += field(key, "registered") == null ? 0 : 1;
            counts[1] += account == null ? 0 : 1;
        }
    }

    private void checkRegistries() {
        for (String key : keys("i")) {
            if (!key.endsWith(":counts")) {
                List<String> entries = redis.texts("HGETALL", key);
                for (int i = 0; i < entries.size(); i += 2) {
                    expect(entries.get(i).equals(field(partition(key) + "u:" + entries.get(i + 1), "openid")),
                            "%s names the user %s who is not there", key, entries.get(i + 1));
                }
            }
        }
    }

    private void checkCounts() {
        counted.forEach((registry, expected) -> {
            expect(number(field(registry + ":counts", "registered")) == expected[0], "%s: %d are registered", registry,
                    expected[0]);
            expect(number(field(registry + ":counts", "bound")) == expected[1], "%s: %d are bound", registry, expected[1]);
        });
        live.forEach((partition, apps) -> apps.forEach((app, sessions) -> expect(
                number(field(partition + "live", app)) == sessions, "%slive: %d sessions of %s are live, not %s", partition,
                sessions, app, field(partition + "live", app))));
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    private void checkUnions() {
        for (String key : keys("")) {
            if (key.startsWith("wxs:union:")) {
                for (String user : redis.texts("SMEMBERS", key)) {
                    expect(keys("u").stream().anyMatch(it -> name(it).equals(user)), "%s keeps the user %s who is gone", key,
                            user);
                }
            }
        }
    }

    private void checkEnds() {
        byKind.forEach((kind, keys) -> keys.stream()
                .filter(key -> !FOR_EVER.contains(kind) && !key.startsWith("wxs:acct:") && !key.startsWith("wxs:union:"))
                .forEach(key -> expect(redis.number("PTTL", key) != -1, "%s never ends", key)));
    }
}
