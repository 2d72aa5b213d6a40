package io.wxsession.config;

import static java.util.Comparator.comparingInt;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.smallrye.config.ConfigMappings.ConfigClass;

/** The names of all settings under {@code wxsession}. */
final class KnownSettings {

    /** So many letters may be wrong, missing or too many. */
    private static final int TYPOS = 3;

    private KnownSettings() {
    }

    /** The setting that was probably meant. */
    static Optional<String> nearest(String unknown) {
        return ConfigClass.configClass(WxsessionConfig.class).getProperties().keySet().stream()
                .map(name -> withChosenNames(name, unknown)).filter(name -> distance(name, unknown) <= TYPOS)
                .min(comparingInt(name -> distance(name, unknown)));
    }

    /** Puts the names that the operator chose in the place of each {@code *}. */
    private static String withChosenNames(String name, String unknown) {
        String[] parts = name.split("\\.");
        String[] chosen = unknown.split("\\.");
        return IntStream.range(0, parts.length)
                .mapToObj(at -> parts[at].equals("*") && at < chosen.length ? chosen[at] : parts[at])
                .collect(Collectors.joining("."));
    }

    /** How many letters must be changed, put in or taken out (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
