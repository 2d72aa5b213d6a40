package io.wxsession.user;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.wxsession.config.Secret;

/**
 * A phone number as WeChat gives it. WeChat documentation: 获取手机号.
 *
 * @param phoneNumber with the country code if it is not a Chinese number
 * @param purePhoneNumber without the country code
 * @param countryCode such as {@code 86}
 */
@RegisterForReflection
public record PhoneNumber(Secret phoneNumber, Secret purePhoneNumber, String countryCode) {

    private static final List<String> PARTS = List.of("phoneNumber", "purePhoneNumber", "countryCode");
    private static final int KEPT_IN_FRONT = 3;
    private static final int KEPT_AT_THE_END = 2;

    /** Reads decrypted data from the phone; empty unless all three parts are texts that agree. */
    static Optional<PhoneNumber> of(JsonNode json) {
        return PARTS.stream().allMatch(part -> json.path(part).isTextual())
                ? Optional.of(attested(json)).filter(PhoneNumber::isConsistent)
                : Optional.empty();
    }

    /** Reads a response of WeChat, whose three parts are texts. */
    static PhoneNumber attested(JsonNode json) {
        return new PhoneNumber(new Secret(json.get("phoneNumber").textValue()),
                new Secret(json.get("purePhoneNumber").textValue()), json.get("countryCode").textValue());
    }

    private boolean isConsistent() {
        String pure = purePhoneNumber.value();
        String digits = phoneNumber.value().replaceFirst("^\\+", "");
        return pure.matches("[0-9]{4,20}") && countryCode.matches("\\+?[0-9]{1,4}")
                && (digits.equals(pure) || digits.equals(countryCode.replaceFirst("^\\+", "") + pure));
    }

    /** The number with all but its first three and last two digits hidden. */
    String masked() {
        long digits = phoneNumber.value().chars().filter(Character::isDigit).count();
        StringBuilder masked = new StringBuilder();
        int seen = 0;
        for (char c : phoneNumber.value().toCharArray()) {
            boolean digit = Character.isDigit(c);
            seen += digit ? 1 : 0;
            masked.append(digit && seen > KEPT_IN_FRONT && seen <= digits - KEPT_AT_THE_END ? '*' : c);
        }
        return masked.toString();
    }
}
