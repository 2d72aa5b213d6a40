package io.wxsession.security;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service client: a back end or gateway that has authenticated.
 *
 * @param id the client id in the configuration
 * @param roles the roles of the client
 * @param apps the appIds that the client may access, or empty for all
 */
public record ServiceClient(String id, Set<String> roles, Optional<Set<String>> apps) implements Principal {

    /** May introspect and revoke tokens. */
    public static final String INTROSPECT = "introspect";
    /** May use sessions: attributes, signatures, decryption. */
    public static final String SESSIONS = "sessions";
    /** May read, find, create, bind, ban and erase users. */
    public static final String USERS = "users";
    /** May read statistics. */
    public static final String STATS = "stats";
    /** May read the WeChat access tokens of apps. */
    public static final String ACCESS_TOKEN = "access-token";

    /** All of these. */
    static final List<String> ROLES = List.of(INTROSPECT, SESSIONS, USERS, STATS, ACCESS_TOKEN);

    /** Whether the client may access the app. */
    public boolean mayUse(String appId) {
        return apps.map(allowed -> allowed.contains(appId)).orElse(true);
    }

    @Override
    public String getName() {
        return id;
    }
}
