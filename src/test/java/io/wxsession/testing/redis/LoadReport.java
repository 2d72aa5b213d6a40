package io.wxsession.testing.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The answers of a {@link SessionLoad} since a failure, and the figures that matter. */
public final class LoadReport {

    /** Redis replicates without a promise; what it acknowledged this long before it failed has arrived on a sound machine. */
    private static final Duration REPLICATED = Duration.ofSeconds(1);

    private final long struckNanos;
    private final long endNanos;
    private final List<Answer> answers;
    private final List<Answer> lost = new ArrayList<>();
    private final List<Answer> lostThoughReplicated = new ArrayList<>();
    private final List<Answer> foundWrong = new ArrayList<>();
    private int found;

    LoadReport(long struckNanos, long endNanos, List<Answer> answers) {
        this.struckNanos = struckNanos;
        this.endNanos = endNanos;
        this.answers = answers;
    }

    void foundAfterwards(Answer answer, long loggedInNanos) {
        if (answer.isGood()) {
            found++;
        } else if (!answer.saysExpired()) {
            foundWrong.add(answer);
        } else if (loggedInNanos - struckNanos < -REPLICATED.toNanos()) {
            lostThoughReplicated.add(answer);
        } else {
            lost.add(answer);
        }
    }

    /** Answers of which that is true, each kind with how many there were. */
    public Map<String, Long> count(Predicate<Answer> which) {
        return answers.stream().filter(which)
                .collect(Collectors.groupingBy(Answer::summary, TreeMap::new, Collectors.counting()));
    }

    /** Answers that are neither good, nor say that Redis is away, nor that a session is gone. */
    public Map<String, Long> improper() {
        return count(answer -> !answer.isGood() && !answer.isUnavailable() && !answer.saysExpired());
    }

    /** Answers that are not good. */
    public Map<String, Long> bad() {
        return count(answer -> !answer.isGood());
    }

    /** Sessions that are gone, and need not be, or of which the service says something wrong. */
    public List<Answer> wronged() {
        List<Answer> all = new ArrayList<>(lostThoughReplicated);
        all.addAll(foundWrong);
        return all;
    }

    /** How many acknowledged sessions are gone, refused in good order. */
    public int lost() {
        return lost.size();
    }

    /** How many acknowledged sessions are there. */
    public int found() {
        return found;
    }

    /** How long after the failure the last bad answer was; zero if there was none. */
    public Duration quietAfter() {
        return Duration.ofNanos(Math.max(0, answers.stream().filter(answer -> !answer.isGood())
                .mapToLong(answer -> answer.endedNanos() - struckNanos).max().orElse(0)));
    }

    /** How long the slowest answer took. */
    public Duration longest() {
        return answers.stream().map(Answer::duration).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** How long the slowest answer took that is not good. */
    public Duration longestRefusal() {
        return answers.stream().filter(answer -> !answer.isGood()).map(Answer::duration).max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private String slowest() {
        return answers.stream().max(Comparator.comparing(Answer::duration)).map(answer -> " (%s, sent at %.1f s)"
                .formatted(answer.summary(), (answer.begunNanos() - struckNanos) / 1e9)).orElse("");
    }

    /** The share of the requests since the failure that got what they asked for, in percent. */
    public double share() {
        return answers.isEmpty() ? 0 : 100.0 * answers.stream().filter(Answer::isGood).count() / answers.size();
    }

    @Override
    public String toString() {
        return "%.1f %% of %d requests in %.1f s answered, quiet after %.1f s, longest %.2f s%s, sessions kept %d, lost %d%s"
                .formatted(share(), answers.size(),
                        (endNanos - struckNanos) / 1e9, quietAfter().toMillis() / 1e3, longest().toMillis() / 1e3, slowest(),
                        found,
                        lost.size(), bad().isEmpty() ? "" : ", not answered " + bad());
    }
}
