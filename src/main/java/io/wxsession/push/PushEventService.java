package io.wxsession.push;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.Openid;
import io.wxsession.keyspace.UserId;
import io.wxsession.user.ErasureService;
import io.wxsession.user.UserStore;
import io.wxsession.user.event.UserEventStore;
import io.wxsession.user.event.UserEventStore.PersonalData;
import io.wxsession.user.event.WechatUserEvent;

/**
 * Handles WeChat's events about users. A revoked permission deletes the data that it names. A cancelled authorization erases
 * the user. A changed profile is stale until it is written again. Each event takes effect once, because WeChat repeats a push
 * that it got no response to, and not when it is older than a day, because it would not be recognised. WeChat documentation: 事件通知.
 */
@ApplicationScoped
class PushEventService {

    private static final Set<String> PHONE_NUMBER = Set.of("8");
    private static final Set<String> NAME_AND_AVATAR = Set.of("6", "19", "20");

    private final UserStore users;
    private final UserEventStore events;
    private final ErasureService erasure;

    PushEventService(UserStore users, UserEventStore events, ErasureService erasure) {
        this.users = users;
        this.events = events;
        this.erasure = erasure;
    }

    /** Handles a message. A message about an unknown user or with an unknown event has no effect. */
    Uni<Void> accept(PushedApp app, PushBody message) {
        Optional<String> openid = message.text("OpenID").filter(it -> message.text("AppID").map(app.id()::equals).orElse(true));
        return openid.map(it -> users.id(app.id(), new Openid(it))
                .chain(user -> user.map(id -> act(id, message)).orElseGet(() -> Uni.createFrom().voidItem())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> act(UserId user, PushBody message) {
        WechatUserEvent event = new WechatUserEvent(id(message), second(message));
        return UserEventKind.of(message).map(kind -> switch (kind) {
            case INFO_MODIFIED -> events.markProfileStale(user, event);
            case AUTHORIZATION_REVOKED -> events.deleteData(user, event, revoked(message.text("RevokeInfo").orElse("")));
            case AUTHORIZATION_CANCELLED -> erasure.erase(user, event);
        }).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static List<PersonalData> revoked(String info) {
        if (PHONE_NUMBER.contains(info)) {
            return List.of(PersonalData.PHONE_NUMBER);
        }
        return NAME_AND_AVATAR.contains(info) ? List.of(PersonalData.NICK_NAME, PersonalData.AVATAR) : List.of();
    }

    /** When the event happened; 0 if it does not say so, which is too long ago to have an effect. */
    private static long second(PushBody message) {
        return message.text("CreateTime").map(UnixSecond::parse).orElse(OptionalLong.empty()).orElse(0);
    }

    /** WeChat repeats an event that it got no answer for, with the same values in these fields. */
    private static String id(PushBody message) {
        return Stream.of("CreateTime", "FromUserName", "OpenID", "Event", "RevokeInfo")
                .map(name -> message.text(name).orElse("")).collect(Collectors.joining("\0"));
    }
}
