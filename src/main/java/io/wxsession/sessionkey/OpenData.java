package io.wxsession.sessionkey;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wxsession.session.Session;

/**
 * Decrypted data of the session's own user in its own app. The cipher does not protect its integrity: a chosen iv changes the
 * first block, so no value in it proves an identity.
 */
public final class OpenData {

    private static final Set<String> IDS = Set.of("openid", "unionid");

    private final ObjectNode json;

    private OpenData(ObjectNode json) {
        this.json = json;
    }

    /** The data, if its watermark and its user are those of the session. */
    static Optional<OpenData> of(ObjectNode json, Session session, Optional<Duration> maxAge) {
        JsonNode watermark = json.path("watermark");
        boolean ownApp = watermark.path("appid").isTextual() && watermark.path("appid").textValue().equals(session.appId());
        boolean ownUser = json.properties().stream()
                .filter(field -> normalised(field.getKey()).equals("openid"))
                .allMatch(
                        field -> field.getValue().isTextual() && field.getValue().textValue().equals(session.openid().value()));
        boolean fresh = maxAge.map(age -> isYounger(watermark.path("timestamp"), age)).orElse(true);
        return ownApp && ownUser && fresh ? Optional.of(new OpenData(json)) : Optional.empty();
    }

    private static boolean isYounger(JsonNode timestamp, Duration age) {
        return timestamp.canConvertToLong() && timestamp.isIntegralNumber()
                && Math.abs(Instant.now().getEpochSecond() - timestamp.longValue()) <= age.toSeconds();
    }

    /** All of it, for back ends. */
    public ObjectNode json() {
        return json;
    }

    /** A copy without WeChat's ids of the user, in any spelling. */
    public ObjectNode withoutIds() {
        ObjectNode copy = json.deepCopy();
        dropIds(copy);
        return copy;
    }

    private static void dropIds(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(name -> IDS.contains(normalised(name))).forEach(object::remove);
        }
        node.forEach(OpenData::dropIds);
    }

    private static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    @Override
    public String toString() {
        return "OpenData[…]";
    }
}
