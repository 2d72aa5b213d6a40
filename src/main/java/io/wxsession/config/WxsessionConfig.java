package io.wxsession.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * The root of everything an operator may configure. One root, so that a misspelt {@code wxsession.*} key
 * anywhere below it stops the start instead of being silently without effect.
 */
@ConfigMapping(prefix = "wxsession")
public interface WxsessionConfig {

    /** The mini-programs served, by a name of the operator's choice. */
    Map<String, AppConfig> apps();

    /** Access tokens and the keys that sign them. */
    TokenConfig token();

    /** Where the outside world reaches this service: https, or http on loopback. Becomes the issuer of access tokens. */
    Optional<URI> publicUrl();

    /** Encryption of what Redis keeps for us. */
    SealingConfig sealing();

    /** How long sessions live and how many a user may have. */
    SessionConfig session();

    /** Rotation of refresh tokens. */
    RefreshConfig refresh();

    /** Back ends and gateways that may call the service endpoints, by client id. */
    Map<String, ClientConfig> clients();

    /** What a login answers. */
    LoginConfig login();

    /** Where besides the Authorization header a credential may travel. */
    CarriersConfig carriers();

    /** Doors for clients of other servers. */
    CompatConfig compat();

    /** Linking users to accounts of the team's own system. */
    BindingConfig binding();

    /** What gateways are told about an accepted request. */
    ForwardAuthConfig forwardAuth();

    /** Rate limits. */
    LimitsConfig limits();

    /** Decryption of data from the phone. */
    DecryptConfig decrypt();
}
