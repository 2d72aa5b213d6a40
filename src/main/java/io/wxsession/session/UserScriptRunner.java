package io.wxsession.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import io.wxsession.http.Problem;
import io.wxsession.http.ProblemCode;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.SessionHandle;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

/**
 * Runs scripts that change a user together with all of the user's sessions. A script must be told every key it touches, so it
 * says when there are sessions that it was not told of, and is run again with those.
 */
@ApplicationScoped
public class UserScriptRunner {

    /** Each try can only fail for a session that was opened since the last one. */
    private static final int MAX_TRIES = 64;

    private final RedisCommands redis;

    UserScriptRunner(RedisCommands redis) {
        this.redis = redis;
    }

    /** A script that begins with what all of these share. */
    public static Script script(String name) {
        return Script.of("sessions.lua", "users.lua", name);
    }

    /**
     * Runs a script in one atomic step.
     *
     * @param keys what it touches besides the user and the sessions
     * @return its answer, the first element of which is a word; fails with {@code store_unavailable}
     */
    public Uni<Response> run(Script script, UserId user, List<String> keys, List<String> args) {
        return attempt(script, user, keys, args, Set.of(), MAX_TRIES);
    }

    private Uni<Response> attempt(Script script, UserId user, List<String> keys, List<String> args, Set<SessionHandle> known,
            int triesLeft) {
        if (triesLeft == 0) {
            return Uni.createFrom().failure(Problem.of(ProblemCode.STORE_UNAVAILABLE).exception());
        }
        return redis.run(script, keys(user, keys, known), args(args, known)).chain(answer -> answer.get(0).toString()
                .equals("again") ? attempt(script, user, keys, args, handles(answer), triesLeft - 1)
                        : Uni.createFrom().item(answer));
    }

    private static List<String> keys(UserId user, List<String> keys, Set<SessionHandle> known) {
        List<String> all = new ArrayList<>();
        all.add(RedisKeys.user(user));
        all.add(RedisKeys.sessionsOf(user));
        known.forEach(handle -> all.addAll(RedisKeys.ending(handle)));
        all.addAll(keys);
        return all;
    }

    private static List<String> args(List<String> args, Set<SessionHandle> known) {
        List<String> all = new ArrayList<>();
        all.add(Long.toString(SessionStore.REASON_KEPT.toMillis()));
        all.add(Integer.toString(known.size()));
        known.forEach(handle -> all.add(handle.value()));
        all.addAll(args);
        return all;
    }

    private static Set<SessionHandle> handles(Response answer) {
        Set<SessionHandle> handles = new LinkedHashSet<>();
        for (int i = 1; i < answer.size(); i++) {
            SessionHandle.parse(answer.get(i).toString()).ifPresent(handles::add);
        }
        return handles;
    }
}
