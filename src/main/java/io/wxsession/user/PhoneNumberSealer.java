package io.wxsession.user;

import jakarta.enterprise.context.ApplicationScoped;

import io.wxsession.config.Secret;
import io.wxsession.keyspace.Openid;
import io.wxsession.sealing.SealedValue;
import io.wxsession.sealing.Sealer;

/** Seals phone numbers for Redis. A sealed number is bound to its user. */
@ApplicationScoped
class PhoneNumberSealer {

    /** Between country code, pure and full number. Less than JSON, so that a sealed number stays short. */
    private static final String SEPARATOR = "\n";

    private final Sealer sealer;

    PhoneNumberSealer(Sealer sealer) {
        this.sealer = sealer;
    }

    SealedValue seal(PhoneNumber number, String appId, Openid openid) {
        String parts = String.join(SEPARATOR, number.countryCode(), number.purePhoneNumber().value(),
                number.phoneNumber().value());
        return sealer.seal(parts, owner(appId, openid));
    }

    /** The number, or null if the key that sealed it is gone. */
    PhoneNumber open(SealedValue sealed, String appId, Openid openid) {
        return sealer.open(sealed, owner(appId, openid)).map(PhoneNumberSealer::read).orElse(null);
    }

    private static PhoneNumber read(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        return new PhoneNumber(new Secret(parts[2]), new Secret(parts[1]), parts[0]);
    }

    private static String owner(String appId, Openid openid) {
        return "phone|" + appId + '|' + openid.value();
    }
}
