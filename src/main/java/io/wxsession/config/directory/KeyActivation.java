package io.wxsession.config.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which keys of a directory may sign or seal. A new key waits for its activation delay, because replicas that have not found it
 * yet can neither verify nor open what it makes.
 *
 * @param firstSeen when each key was first found, by its id; {@link Instant#MIN} for those of the start
 */
public record KeyActivation(Map<String, Instant> firstSeen) {

    /** No key was found yet. */
    public static final KeyActivation NONE = new KeyActivation(Map.of());

    /** After the first scan, when the service starts. Its keys are active at once. */
    public static KeyActivation atStart(Collection<String> ids) {
        return NONE.next(ids, Instant.MIN);
    }

    /** After another scan, which found these keys. A key that is gone is forgotten. */
    public KeyActivation next(Collection<String> ids, Instant now) {
        Map<String, Instant> seen = new HashMap<>();
        ids.forEach(id -> seen.put(id, firstSeen.getOrDefault(id, now)));
        return new KeyActivation(Map.copyOf(seen));
    }

    /** The keys whose delay is over, in their order. If every key is new, the delay does not apply to any. */
    public <K> List<K> active(List<K> keys, Function<K, String> id, Duration delay, Instant now) {
        List<K> active = keys.stream().filter(key -> isActive(firstSeen.get(id.apply(key)), delay, now)).toList();
        return active.isEmpty() ? keys : active;
    }

    private static boolean isActive(Instant seen, Duration delay, Instant now) {
        return seen.equals(Instant.MIN) || !seen.plus(delay).isAfter(now);
    }
}
