package io.wxsession.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in to WeChat on which phone, and which key the last {@code wx.login} there brought about. */
final class Phones {

    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    /** The user on that phone, at first one of the phone's own name. */
    String userOn(String phone) {
        return users.getOrDefault(phone, phone);
    }

    void signIn(String phone, String user) {
        users.put(phone, user);
        logins.keySet().removeIf(key -> key.startsWith(phone + '|'));
    }

    void loggedIn(String phone, String openid, String sessionKey) {
        logins.put(phone + '|' + openid, new Login(sessionKey));
    }

    /** Whether that key is the one of the last {@code wx.login} that this user made on this phone. */
    boolean lastLoginGave(String phone, String openid, String sessionKey) {
        Login login = logins.get(phone + '|' + openid);
        return login != null && login.sessionKey().equals(sessionKey);
    }

    void reset() {
        users.clear();
        logins.clear();
    }

    private record Login(String sessionKey) {

        @Override
        public String toString() {
            return "Login[…]";
        }
    }
}
