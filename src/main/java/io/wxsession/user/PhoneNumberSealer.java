package io.wxsession.user;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wxsession.keyspace.Openid;
import io.wxsession.sealing.Sealer;

/** Seals phone numbers for Redis. A sealed number is bound to its user. */
@ApplicationScoped
class PhoneNumberSealer {

    private final Sealer sealer;
    private final ObjectMapper json;

    PhoneNumberSealer(Sealer sealer, ObjectMapper json) {
        this.sealer = sealer;
        this.json = json;
    }

    String seal(PhoneNumber number, String appId, Openid openid) {
        try {
            return sealer.seal(json.writeValueAsString(number), owner(appId, openid));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a phone number cannot be written");
        }
    }

    /** The number, or null if there is none or the key that sealed it is gone. */
    PhoneNumber open(String sealed, String appId, Openid openid) {
        return sealed == null ? null : sealer.open(sealed, owner(appId, openid)).map(this::read).orElse(null);
    }

    private PhoneNumber read(String text) {
        try {
            return json.readValue(text, PhoneNumber.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sealed phone number cannot be read");
        }
    }

    private static String owner(String appId, Openid openid) {
        return "phone|" + appId + '|' + openid.value();
    }
}
