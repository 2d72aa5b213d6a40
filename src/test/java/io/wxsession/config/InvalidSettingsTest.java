package io.wxsession.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class InvalidSettingsTest {

    private static final Map<String, String> VALID = Map.of("wxsession.apps.demo.app-id", "wx0",
            "wxsession.apps.demo.app-secret", "secret-of-the-app");

    private static String refusal(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(VALID);
        settings.putAll(more);
        SmallRyeConfigBuilder config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(WxsessionConfig.class).withSources(new PropertiesConfigSource(settings, "test", 100));
        return InvalidSettings.of(catchThrowableOfType(ConfigValidationException.class, config::build)).getMessage();
    }

    @Test
    void aMissingSettingIsNamed() {
        assertThat(refusal(Map.of("wxsession.apps.shop.app-id", "wx1"))).endsWith("""
                configuration:
                 - wxsession.apps.shop.app-secret is missing: set it""");
    }

    @ParameterizedTest
    @ValueSource(strings = { "wxsession.apps.demo.app-secret", "wxsession.apps.demo.app-id", "wxsession.session.max-per-user" })
    void anEmptySettingIsNamed(String setting) {
        assertThat(refusal(Map.of(setting, ""))).contains(" - " + setting + " is empty: give it a value")
                .doesNotContain("SRCFG");
    }

    @ParameterizedTest
    @ValueSource(strings = { "wxsession.sesion.idle-timeout", "wxsession.apps.demo.app-secrett", "wxsession.nonsense" })
    void aMisspeltSettingIsNamed(String misspelt) {
        assertThat(refusal(Map.of(misspelt, "1")))
                .endsWith(" - " + misspelt + " is not a setting: correct its name, or leave it out");
    }

    @ParameterizedTest
    @CsvSource({ "wxsession.limits.login-per-client, many/1M, <count>/<duration>",
            "wxsession.limits.login-per-client, 10/many, <count>/<duration>",
            "wxsession.session.idle-timeout, 9x, a duration such as 30S",
            "wxsession.session.max-per-user, five, a whole number",
            "wxsession.public-url, 'ht tp://x', a URL such as https",
            "wxsession.public-url, 'there:', a URL such as https",
            "wxsession.decrypt.max-age, 'x\" threw an Exception whilst being converted y', it as the manual says" })
    void aValueThatCannotBeReadIsNotQuotedButItsFormatIsGiven(String setting, String value, String format) {
        assertThat(refusal(Map.of(setting, value))).contains(" - " + setting + " cannot be read: write " + format)
                .doesNotContain(value, "SRCFG", "Exception");
    }

    @Test
    void aReferenceToWhatIsNotSetIsNamedWithoutWhatItSays() {
        assertThat(refusal(Map.of("wxsession.apps.demo.app-secret", "half-a-${absent}")))
                .contains(" - wxsession.apps.demo.app-secret refers by ${…} to what is not set")
                .doesNotContain("half", "SRCFG");
    }

    @Test
    void allFaultsAreSaidTogether() {
        assertThat(refusal(
                Map.of("wxsession.apps.demo.app-secret", "", "wxsession.nonsense", "1", "wxsession.session.max-per-user",
                        "five")))
                .contains("app-secret is empty", "wxsession.nonsense is not", "max-per-user cannot be read")
                .doesNotContain("secret-of-the-app", "five");
    }
}
