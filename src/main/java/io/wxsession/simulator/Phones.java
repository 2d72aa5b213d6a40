package io.wxsession.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in to WeChat on which phone. */
final class Phones {

    private final Map<String, String> users = new ConcurrentHashMap<>();

    /** The user on that phone, at first one of the phone's own name. */
    String userOn(String phone) {
        return users.getOrDefault(phone, phone);
    }

    void signIn(String phone, String user) {
        users.put(phone, user);
    }

    void reset() {
        users.clear();
    }
}
