package io.wxsession.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values that the service or WeChat gave during a walk, by the name of the member or parameter that takes them. */
final class KnownValues {

    private static final int MOST = 40;

    private final Map<String, List<String>> values = new HashMap<>();
    private final Random random;

    KnownValues(Random random) {
        this.random = random;
    }

    /** Remembers a value. When there are many, it takes the place of another. */
    void add(String name, String value) {
        List<String> known = values.computeIfAbsent(name, it -> new ArrayList<>());
        if (known.size() < MOST) {
            known.add(value);
        } else {
            known.set(random.nextInt(MOST), value);
        }
    }

    /** One of the values of that name; a short text if there is none. */
    String any(String name) {
        List<String> known = values.getOrDefault(name, List.of("x"));
        return known.get(random.nextInt(known.size()));
    }

    /** All values of that name. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
