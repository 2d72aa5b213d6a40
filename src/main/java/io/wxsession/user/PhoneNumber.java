package io.wxsession.user;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A phone number as WeChat gives it. WeChat documentation: 获取手机号.
 *
 * @param phoneNumber with the country's code if it is a foreign one
 * @param purePhoneNumber without it
 * @param countryCode such as {@code 86}
 */
@RegisterForReflection
public record PhoneNumber(String phoneNumber, String purePhoneNumber, String countryCode) {

    private static final int KEPT_IN_FRONT = 3;
    private static final int KEPT_AT_THE_END = 2;

    /** Reads one that came over the phone; empty unless all three parts are there, are texts, and agree with each other. */
    static Optional<PhoneNumber> of(JsonNode json) {
        return attested(json).filter(PhoneNumber::isConsistent);
    }

    /** Reads one that came from WeChat itself; empty unless all three parts are there and are texts. */
    static Optional<PhoneNumber> attested(JsonNode json) {
        JsonNode full = json.path("phoneNumber");
        JsonNode pure = json.path("purePhoneNumber");
        JsonNode country = json.path("countryCode");
        if (!full.isTextual() || !pure.isTextual() || !country.isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new PhoneNumber(full.textValue(), pure.textValue(), country.textValue()));
    }

    private boolean isConsistent() {
        String digits = phoneNumber.replaceFirst("^\\+", "");
        return purePhoneNumber.matches("[0-9]{4,20}") && countryCode.matches("\\+?[0-9]{1,4}")
                && (digits.equals(purePhoneNumber) || digits.equals(countryCode.replaceFirst("^\\+", "") + purePhoneNumber));
    }

    /** The number with all but its first three and last two digits hidden. */
    String masked() {
        long digits = phoneNumber.chars().filter(Character::isDigit).count();
        StringBuilder masked = new StringBuilder();
        int seen = 0;
        for (char c : phoneNumber.toCharArray()) {
            boolean digit = Character.isDigit(c);
            seen += digit ? 1 : 0;
            masked.append(digit && seen > KEPT_IN_FRONT && seen <= digits - KEPT_AT_THE_END ? '*' : c);
        }
        return masked.toString();
    }

    @Override
    public String toString() {
        return "PhoneNumber[…]";
    }
}
