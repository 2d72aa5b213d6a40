package io.wxsession.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.ReplyReader;
import io.wxsession.redis.Script;

/**
 * Runs scripts that change a user together with the user's sessions. A script must be told every key it touches. If it was not
 * told of a session that it must change, it changes nothing and replies {@code again} with all sessions. It is then run again
 * with those.
 */
@ApplicationScoped
public class UserScriptRunner {

    /** The second run usually learns the sessions. Each further run means that a session was opened since the last one. */
    private static final int MAX_RUNS = 64;

    private final RedisCommands redis;

    UserScriptRunner(RedisCommands redis) {
        this.redis = redis;
    }

    /**
     * A script that changes all sessions of the user.
     *
     * @param reply reads its reply, unless that is {@code again}
     */
    public static <R> UserScript<R> changingAllSessions(String name, Function<ReplyReader, R> reply) {
        return script(reply, "live_sessions.lua", "sessions.lua", "users.lua", "all_sessions.lua", name);
    }

    /**
     * A script that decides itself whether it was told of enough sessions.
     *
     * @param reply reads its reply, unless that is {@code again}
     */
    public static <R> UserScript<R> changingSomeSessions(String name, Function<ReplyReader, R> reply) {
        return script(reply, "live_sessions.lua", "sessions.lua", "users.lua", name);
    }

    /** Reads the reply of a script that says how many sessions it ended; 0 if there is no such user. */
    public static long endedSessions(ReplyReader reply) {
        return reply.text().equals("gone") ? 0 : reply.number();
    }

    private static <R> UserScript<R> script(Function<ReplyReader, R> reply, String... parts) {
        return new UserScript<>(
                Script.of(it -> it.startsWith("again") ? Again.read(it) : new Done<>(reply.apply(it)), parts));
    }

    /**
     * Runs a script in one atomic step.
     *
     * @param keys what it touches besides the user and the sessions
     * @return what its reply says; fails with {@code store_unavailable}
     */
    public <R> Uni<R> run(UserScript<R> script, UserId user, List<String> keys, List<?> args) {
        return run(script, user, List.of(), keys, args);
    }

    /**
     * Runs a script in one atomic step.
     *
     * @param sessions sessions of the user that are known already, which saves a second run
     * @param keys what it touches besides the user and the sessions
     * @return what its reply says; fails with {@code store_unavailable}
     */
    public <R> Uni<R> run(UserScript<R> script, UserId user, Collection<SessionHandle> sessions, List<String> keys,
            List<?> args) {
        return attempt(new Call<>(script, sessions, keys, args), user, sessions, MAX_RUNS);
    }

    private <R> Uni<R> attempt(Call<R> call, UserId user, Collection<SessionHandle> sessions, int runsLeft) {
        if (runsLeft == 0) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.STORE_UNAVAILABLE).exception());
        }
        return redis.run(call.script.script(), call.allKeys(user, sessions), call.allArgs(user, sessions)).chain(reply -> {
            if (reply instanceof Again<R> again) {
                Set<SessionHandle> all = new LinkedHashSet<>(call.sessions);
                all.addAll(again.sessions());
                return attempt(call, again.user(), all, runsLeft - 1);
            }
            return Uni.createFrom().item(((Done<R>) reply).result());
        });
    }

    /**
     * A script for this runner.
     *
     * @param <R> what its reply says
     */
    public record UserScript<R>(Script<Reply<R>> script) {
    }

    /** No record, because its arguments hold personal data and must not be printed. */
    private static final class Call<R> {

        private final UserScript<R> script;
        private final Collection<SessionHandle> sessions;
        private final List<String> keys;
        private final List<?> args;

        private Call(UserScript<R> script, Collection<SessionHandle> sessions, List<String> keys, List<?> args) {
            this.script = script;
            this.sessions = sessions;
            this.keys = keys;
            this.args = args;
        }

        List<String> allKeys(UserId user, Collection<SessionHandle> known) {
            List<String> all = new ArrayList<>(List.of(RedisKeys.user(user), RedisKeys.sessionIndex(user),
                    RedisKeys.liveSessions(user.partition())));
            known.forEach(handle -> all.addAll(RedisKeys.ending(handle)));
            all.addAll(keys);
            return all;
        }

        List<Object> allArgs(UserId user, Collection<SessionHandle> known) {
            List<Object> all = new ArrayList<>(List.of(SessionStore.END_REASON_KEPT, user.value(),
                    Integer.toString(known.size())));
            known.forEach(handle -> all.add(handle.value()));
            all.addAll(args);
            return all;
        }
    }

    sealed interface Reply<R> {
    }

    private record Done<R>(R result) implements Reply<R> {
    }

    private record Again<R>(UserId user, List<SessionHandle> sessions) implements Reply<R> {

        static <R> Again<R> read(ReplyReader reply) {
            reply.text();
            return new Again<>(new UserId(reply.text()),
                    reply.remainingTexts().stream().flatMap(handle -> SessionHandle.parse(handle).stream()).toList());
        }
    }
}
