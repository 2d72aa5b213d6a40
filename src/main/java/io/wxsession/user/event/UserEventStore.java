package io.wxsession.user.event;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.keyspace.UserFields;
import io.wxsession.keyspace.UserId;
import io.wxsession.session.UserScriptRunner;
import io.wxsession.session.UserScriptRunner.UserScript;

/** What events of WeChat change in users. */
@ApplicationScoped
public class UserEventStore {

    private static final UserScript<Void> APPLY_EVENT = UserScriptRunner.changingAllSessions("event_apply.lua",
            reply -> null);

    private final UserScriptRunner scripts;

    UserEventStore(UserScriptRunner scripts) {
        this.scripts = scripts;
    }

    /** Marks the profile as stale, once for each event. */
    public Uni<Void> markProfileStale(UserId user, WechatUserEvent event) {
        return apply(user, event, UserFields.STALE, List.of());
    }

    /** Deletes data of the user, once for each event. */
    public Uni<Void> deleteData(UserId user, WechatUserEvent event, List<PersonalData> data) {
        return apply(user, event, "", data);
    }

    private Uni<Void> apply(UserId user, WechatUserEvent event, String set, List<PersonalData> deleted) {
        List<String> args = new ArrayList<>(List.of(Long.toString(WechatUserEvent.REMEMBERED.toSeconds()),
                Long.toString(event.second()), set));
        deleted.forEach(data -> args.addAll(data.fields));
        return scripts.run(APPLY_EVENT, user, List.of(RedisKeys.pushEvent(user, event.id())), args);
    }

    /** Data of a user that WeChat may ask to delete. */
    public enum PersonalData {
        PHONE_NUMBER(List.of(UserFields.PHONE_NUMBER)),
        NICK_NAME(List.of(UserFields.NICK_NAME)),
        AVATAR(UserFields.AVATAR_PIECES);

        private final List<String> fields;

        PersonalData(List<String> fields) {
            this.fields = fields;
        }
    }
}
