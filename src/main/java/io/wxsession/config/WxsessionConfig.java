package io.wxsession.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The root of all settings of this service. Because there is one root, an unknown {@code wxsession.*} key stops the start
 * instead of being ignored. A feature with one or two settings is an interface below, a feature with more has its own file.
 */
@ConfigMapping(prefix = "wxsession")
public interface WxsessionConfig {

    /** The mini-programs that this service serves, by a name of the operator's choice. */
    Map<String, AppConfig> apps();

    /**
     * A directory with one properties file for each further mini-program, with the names {@code app-id}, {@code app-secret} and so
     * on. It is read again each minute.
     */
    Optional<Path> appsDir();

    /** Access tokens and the keys that sign them. */
    TokenConfig token();

    /** The public base URL of this service: https, or http on loopback. It becomes the issuer of access tokens. */
    Optional<URI> publicUrl();

    /** Encryption at rest in Redis. */
    SealingConfig sealing();

    /** Lifetime and number of sessions. */
    SessionConfig session();

    /** Rotation of refresh tokens. */
    RefreshConfig refresh();

    /** The service clients by their id: back ends and gateways that authenticate. */
    Map<String, ServiceClientConfig> clients();

    /** The response to a login. */
    LoginConfig login();

    /** Places besides the Authorization header in which a request may carry an access token. */
    CarriersConfig carriers();

    /** Compatibility with the clients of other services. */
    CompatConfig compat();

    /** Binding of users to accounts of the team's own system. */
    BindingConfig binding();

    /** What forward authentication tells a gateway about an accepted request. */
    ForwardAuthConfig forwardAuth();

    /** Rate limits. */
    LimitsConfig limits();

    /** Decryption of open data. */
    DecryptConfig decrypt();

    /** Encryption at rest in Redis. */
    interface SealingConfig {

        /**
         * The key ring, separated by commas, each key as {@code id:base64 of 32 bytes}. The first key seals, every key opens. A
         * removed key makes everything that it sealed unreadable: those phones log in again.
         */
        Optional<List<Secret>> keys();

        /**
         * A directory with one file for each key, named by its id and containing base64 of 32 bytes. The last in the order of their
         * names seals, all open. It is read again each minute; a new key seals only after {@code wxsession.token.activation-delay}.
         */
        Optional<Path> keysDir();
    }

    /** Rotation of refresh tokens. */
    interface RefreshConfig {

        /**
         * How long the previous refresh token is accepted, for lost responses and pages that refresh at the same time. Not under
         * {@code 30S} with the mini-program client, which repeats a lost refresh for 25 s.
         */
        @WithDefault("30S")
        Duration reuseWindow();
    }

    /** The response to a login. */
    interface LoginConfig {

        /** Whether the mini-program receives the openid of its user. */
        @WithDefault("false")
        boolean exposeOpenid();
    }

    /** Places besides the Authorization header in which a request may carry an access token. */
    interface CarriersConfig {

        /** Whether the cookie {@code wxs} is read, set by login and refresh, and cleared by logout. */
        @WithDefault("false")
        boolean cookie();
    }

    /** Compatibility with the clients of other services. */
    interface CompatConfig {

        /** Whether mini-programs with Tencent's wafer client can log in, at {@code /v1/compat/wafer/login}. */
        @WithDefault("false")
        boolean wafer();
    }

    /** Binding of users to accounts of the team's own system. */
    interface BindingConfig {

        /** The account verifier: the service that turns credentials into an account id. Without it users cannot bind themselves. */
        Optional<URI> verifierUrl();

        /** The Bearer token that the account verifier receives. */
        Optional<Secret> verifierSecret();
    }

    /** Decryption of open data. */
    interface DecryptConfig {

        /** The maximum age of the watermark in decrypted data; not checked if absent. */
        Optional<Duration> maxAge();
    }
}
