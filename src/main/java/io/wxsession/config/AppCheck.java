package io.wxsession.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the settings of an app must fulfil, wherever they come from. */
final class AppCheck {

    private static final Pattern PUSH_AES_KEY = Pattern.compile("[A-Za-z0-9+/]{43}");

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    private AppCheck() {
    }

    /** Each fault with its remedy. The name of the app stands in front of it. */
    static List<String> faults(AppConfig app) {
        List<String> faults = new ArrayList<>();
        if (!isVisibleAscii(app.appId())) {
            faults.add("app-id has characters that no AppID has: copy it from the settings of the mini-program at WeChat");
        }
        if (!isVisibleAscii(app.appSecret().value())) {
            faults.add(
                    "app-secret has characters that no AppSecret has: copy it from the settings of the mini-program at WeChat");
        }
        app.pushAesKey().filter(key -> !PUSH_AES_KEY.matcher(key.value()).matches()).ifPresent(key -> faults.add(
                "push-aes-key is not the 43 characters of WeChat's EncodingAESKey: copy it from the message push settings"));
        if (app.pushAesKey().isPresent() && app.pushToken().isEmpty()) {
            faults.add("push-aes-key has no effect without push-token: set both");
        }
        return faults;
    }

    /** Placeholders of a manual that were pasted as they stand, such as {@code wx…}, are not. */
    private static boolean isVisibleAscii(String text) {
        return VISIBLE_ASCII.matcher(text).matches();
    }
}
