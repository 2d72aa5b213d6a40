package io.wxsession.login;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A short description of a client, by which people recognise their own devices in a list. */
final class ClientDescription {

    private static final Pattern WECHAT = Pattern.compile("MicroMessenger/(\\d{1,4}(?:\\.\\d{1,4}){0,3})");
    private static final List<Platform> PLATFORMS = List.of(
            new Platform("wechatdevtools", "DevTools"), new Platform("OpenHarmony", "HarmonyOS"),
            new Platform("iPad", "iPadOS"), new Platform("iPhone", "iOS"), new Platform("Android", "Android"),
            new Platform("Windows", "Windows"), new Platform("Macintosh", "macOS"), new Platform("Linux", "Linux"));

    private ClientDescription() {
    }

    /** Such as {@code WeChat 8.0.50, iOS}; null if the User-Agent names neither. */
    static String of(String userAgent) {
        if (userAgent == null) {
            return null;
        }
        Matcher wechat = WECHAT.matcher(userAgent);
        String version = wechat.find() ? "WeChat " + wechat.group(1) : null;
        String platform = PLATFORMS.stream().filter(it -> userAgent.contains(it.mark())).map(Platform::name).findFirst()
                .orElse(null);
        String description = Stream.of(version, platform).filter(it -> it != null).collect(Collectors.joining(", "));
        return description.isEmpty() ? null : description;
    }

    private record Platform(String mark, String name) {
    }
}
