package io.wxsession.testing.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

/** A failure under load: all is well, something fails, Redis recovers by its own means, all is well again. */
public final class FailureScenario {

    /** Who is not served hears of it by then, whatever happens. */
    private static final Duration SLOWEST_REFUSAL = Duration.ofSeconds(2);
    /** Who is served waits no longer, also on a machine that has other things to do. */
    private static final Duration SLOWEST = Duration.ofSeconds(4);
    /** How much longer than Redis itself the service may take to recover. */
    private static final Duration AFTER_REDIS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final SessionLoad load;
    private Duration recovered;

    private FailureScenario(SessionLoad load) {
        this.load = load;
    }

    /** Settings for those hosts of Redis; the simulated WeChat is given time, since only Redis is judged. */
    public static Map<String, String> settings(Map<String, String> base, String hosts) {
        Map<String, String> changed = new HashMap<>(base);
        changed.put("quarkus.redis.hosts", hosts);
        changed.put("quarkus.rest-client.wechat.connect-timeout", "10000");
        changed.put("quarkus.rest-client.wechat.read-timeout", "20000");
        return changed;
    }

    /** Begins once the load runs without a failure. */
    public static FailureScenario under(SessionLoad load) {
        try {
            load.awaitQuiet();
            return new FailureScenario(load);
        } catch (RuntimeException | Error e) {
            load.close();
            throw e;
        }
    }

    /** Does something bad. */
    public FailureScenario strike(Runnable failure) {
        return guarded(() -> load.strike(failure));
    }

    /** Waits until Redis has dealt with it. */
    public FailureScenario until(Callable<Boolean> condition) {
        return guarded(() -> {
            await(condition);
            recovered = load.sinceStrike();
        });
    }

    /** Lets it last. */
    public FailureScenario lasting(Duration time) {
        return guarded(() -> await(() -> load.sinceStrike().compareTo(time) >= 0));
    }

    /** Ends it. */
    public FailureScenario then(Runnable remedy) {
        return guarded(() -> {
            remedy.run();
            recovered = load.sinceStrike();
        });
    }

    /** Waits for a condition that Redis fulfils by its own means. */
    public static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** Waits until nothing more fails, and gives the verdict under which all scenarios stand. */
    public Verdict end(String name) {
        guarded(() -> {
            try {
                load.awaitQuiet();
            } catch (AssertionError e) {
                System.out.println("[failure] " + name + ": " + e.getMessage());
                throw e;
            }
        });
        LoadReport report = load.end();
        String figures = "[failure] %s: %s, Redis itself took %.1f s".formatted(name, report, recovered.toMillis() / 1e3);
        System.out.println(figures);
        assertThat(report.improper()).as(figures).isEmpty();
        assertThat(report.longestRefusal()).as(figures).isLessThan(SLOWEST_REFUSAL);
        assertThat(report.longest()).as(figures).isLessThan(SLOWEST);
        assertThat(report.wronged()).as(figures).isEmpty();
        return new Verdict(report, figures, recovered);
    }

    private FailureScenario guarded(Runnable step) {
        try {
            step.run();
            return this;
        } catch (RuntimeException | Error e) {
            load.close();
            throw e;
        }
    }

    /** Closes what is there, even if closing one fails. */
    public static void closeAll(AutoCloseable... parts) {
        RuntimeException failure = null;
        for (AutoCloseable part : parts) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                failure = new IllegalStateException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** What the failure may have cost. */
    public record Verdict(LoadReport report, String figures, Duration recovered) {

        /** Every request got what it asked for, and all sessions are there. */
        public void nothingFailed() {
            assertThat(report.bad()).as(figures).isEmpty();
            nothingIsLost();
        }

        /** All sessions that were acknowledged are there. */
        public void nothingIsLost() {
            assertThat(report.lost()).as(figures).isZero();
        }

        /** Only such requests failed, and none later than Redis' own recovery allows. */
        public Verdict onlyFailed(Predicate<Answer> affected) {
            assertThat(report.count(answer -> !answer.isGood() && !affected.test(answer))).as(figures).isEmpty();
            assertThat(report.quietAfter()).as(figures).isLessThan(recovered.plus(AFTER_REDIS));
            return this;
        }
    }
}
