package io.wxsession.testing.redis;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A line of what {@code CLUSTER NODES} replies.
 *
 * @param port where the node listens
 * @param flags what the node that was asked thinks of it
 * @param master the id of its master, or "-"
 * @param connected whether the node that was asked has a link to it
 * @param ranges its slots
 */
record ClusterRow(int port, Set<String> flags, String master, boolean connected, List<String> ranges) {

    static ClusterRow parse(String line) {
        String[] words = line.split(" ");
        String address = words[1].split("[@,]")[0];
        return new ClusterRow(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)), Set.of(words[2].split(",")),
                words[3], words[7].equals("connected"),
                List.of(words).subList(8, words.length).stream().filter(range -> !range.startsWith("[")).toList());
    }

    boolean isMyself() {
        return flags.contains("myself");
    }

    boolean isMaster() {
        return flags.contains("master");
    }

    boolean hasFailed() {
        return flags.contains("fail");
    }

    boolean isDoubtful() {
        return hasFailed() || flags.contains("fail?") || flags.contains("handshake") || flags.contains("noaddr")
                || !connected && !isMyself();
    }

    boolean hasSlots() {
        return !ranges.isEmpty();
    }

    int slots() {
        return (int) ownedSlots().count();
    }

    IntStream ownedSlots() {
        return ranges.stream().flatMapToInt(range -> {
            String[] ends = range.split("-");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        });
    }
}
