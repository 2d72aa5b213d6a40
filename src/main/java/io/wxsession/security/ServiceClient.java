package io.wxsession.security;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;

/**
 * A back end or gateway that has proved who it is.
 *
 * @param id its name in the configuration
 * @param roles what it may do
 * @param apps the appIds it is limited to, or empty for all
 */
public record ServiceClient(String id, Set<String> roles, Optional<Set<String>> apps) implements Principal {

    /** May ask what tokens are worth, and revoke them. */
    public static final String INTROSPECT = "introspect";

    /** May work with sessions: attributes, signatures, decryption. */
    public static final String SESSIONS = "sessions";
    /** May read, find, create, bind, ban and erase users. */
    public static final String USERS = "users";
    /** May see how many users and sessions there are. */
    public static final String STATS = "stats";
    /** May have the apps' access tokens. */
    public static final String ACCESS_TOKEN = "access-token";

    /** Whether that mini-program concerns it. What does not is as if it were not there. */
    public boolean mayUse(String appId) {
        return apps.map(allowed -> allowed.contains(appId)).orElse(true);
    }

    @Override
    public String getName() {
        return id;
    }
}
