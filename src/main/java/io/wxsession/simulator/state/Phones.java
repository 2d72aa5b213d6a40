package io.wxsession.simulator.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The user who is signed in to WeChat on each phone, and the session_key of the last {@code wx.login} there. */
public final class Phones {

    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Map<String, PhoneLogin> logins = new ConcurrentHashMap<>();

    /** The user on a phone; before any sign-in, a user with the name of the phone. */
    public String userOn(String phone) {
        return users.getOrDefault(phone, phone);
    }

    /** Signs a user in on a phone and forgets the logins that were made there. */
    public void signIn(String phone, String user) {
        users.put(phone, user);
        logins.keySet().removeIf(key -> key.startsWith(phone + '|'));
    }

    /** Records the session_key that a {@code wx.login} resulted in. */
    public void loggedIn(String phone, String openid, String sessionKey) {
        logins.put(phone + '|' + openid, new PhoneLogin(sessionKey));
    }

    /** Whether the last {@code wx.login} of this user on this phone resulted in this session_key. */
    public boolean lastLoginGave(String phone, String openid, String sessionKey) {
        PhoneLogin login = logins.get(phone + '|' + openid);
        return login != null && login.sessionKey().equals(sessionKey);
    }

    /** Forgets all sign-ins and logins. */
    public void reset() {
        users.clear();
        logins.clear();
    }

    private record PhoneLogin(String sessionKey) {

        @Override
        public String toString() {
            return "PhoneLogin[…]";
        }
    }
}
