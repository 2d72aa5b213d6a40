package io.wxsession.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserId;
import io.wxsession.redis.Script;
import io.wxsession.sealing.Sha256;
import io.wxsession.session.UserScriptRunner;
import io.wxsession.user.ErasureService;
import io.wxsession.user.UserStore;

/**
 * What WeChat's events about users do: a revoked permission deletes just what it names, a cancelled one erases the user, and a
 * changed profile is stale until it is written again. Each takes effect once, for WeChat sends again what it had no answer to.
 * WeChat documentation: 事件通知.
 */
@ApplicationScoped
class PushEventService {

    private static final String REMEMBERED_SECONDS = Long.toString(24 * 60 * 60);
    private static final Script PROFILE = UserScriptRunner.script("event_profile.lua");
    private static final Set<String> PHONE = Set.of("8");
    private static final Set<String> NAME_AND_AVATAR = Set.of("6", "19", "20");

    private final UserStore users;
    private final UserScriptRunner scripts;
    private final ErasureService erasure;

    PushEventService(UserStore users, UserScriptRunner scripts, ErasureService erasure) {
        this.users = users;
        this.scripts = scripts;
        this.erasure = erasure;
    }

    /** Lets a message take effect; one that concerns nobody or nothing we know has none. */
    Uni<Void> accept(PushedApp app, PushBody message) {
        Optional<String> openid = message.text("OpenID").filter(it -> message.text("AppID").map(app.id()::equals).orElse(true));
        return openid.map(it -> users.id(app.id(), new Openid(it))
                .chain(user -> user.map(id -> act(id, message)).orElseGet(() -> Uni.createFrom().voidItem())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> act(UserId user, PushBody message) {
        String event = RedisKeys.event(user.partition(), hash(message));
        return switch (message.text("Event").orElse("")) {
            case "user_info_modified" -> profile(user, event, "stale", List.of());
            case "user_authorization_revoke" -> profile(user, event, "", revoked(message.text("RevokeInfo").orElse("")));
            case "user_authorization_cancellation" -> erasure.erase(user, event, REMEMBERED_SECONDS);
            default -> Uni.createFrom().voidItem();
        };
    }

    private static List<String> revoked(String info) {
        if (PHONE.contains(info)) {
            return List.of("phone");
        }
        return NAME_AND_AVATAR.contains(info) ? List.of("nick", "avatar") : List.of();
    }

    private Uni<Void> profile(UserId user, String event, String set, List<String> deleted) {
        List<String> args = new ArrayList<>(List.of(REMEMBERED_SECONDS, set));
        args.addAll(deleted);
        return scripts.run(PROFILE, user, List.of(event), args).replaceWithVoid();
    }

    private static String hash(PushBody message) {
        String identity = Stream.of("CreateTime", "FromUserName", "OpenID", "Event", "RevokeInfo")
                .map(name -> message.text(name).orElse("")).collect(Collectors.joining("\0"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(identity.getBytes(UTF_8)));
    }
}
