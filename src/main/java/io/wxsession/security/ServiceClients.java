package io.wxsession.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.wxsession.config.ServiceClientConfig;
import io.wxsession.config.WxsessionConfig;
import io.wxsession.sealing.Sha256;

/** The configured service clients. Secrets are kept as hashes and compared in constant time. */
@ApplicationScoped
class ServiceClients {

    /** Compared with the secret of an unknown client id, so that the response time does not reveal which ids exist. */
    private static final byte[] UNKNOWN_CLIENT = new byte[32];

    /** Stands for all ids that are not configured. */
    private static final String UNKNOWN_ID = "unknown";

    private final Map<String, Known> clients;

    ServiceClients(WxsessionConfig config) {
        this.clients = config.clients().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, it -> Known.of(it.getKey(), it.getValue())));
    }

    /**
     * The service client with this id and secret. Both may be plain or form-encoded: RFC 6749 §2.3.1 asks for form encoding,
     * but many client libraries do not encode.
     */
    Optional<ServiceClient> authenticate(String id, String secret) {
        Optional<ServiceClient> plain = verified(id, secret);
        if (!isEncoded(id) && !isEncoded(secret)) {
            return plain;
        }
        Optional<ServiceClient> decoded = verified(decoded(id), decoded(secret));
        return plain.or(() -> decoded);
    }

    /** The configured id that this one means; {@code unknown} if there is none. */
    String configuredId(String id) {
        return Stream.of(id, decoded(id)).filter(clients::containsKey).findFirst().orElse(UNKNOWN_ID);
    }

    /** All that {@link #configuredId} gives. */
    Stream<String> configuredIds() {
        return Stream.concat(clients.keySet().stream(), Stream.of(UNKNOWN_ID));
    }

    private static boolean isEncoded(String text) {
        return text.indexOf('%') >= 0 || text.indexOf('+') >= 0;
    }

    private Optional<ServiceClient> verified(String id, String secret) {
        Optional<Known> known = Optional.ofNullable(clients.get(id));
        byte[] expected = known.map(Known::secretHash).orElse(UNKNOWN_CLIENT);
        boolean equal = MessageDigest.isEqual(expected, Sha256.of(secret.getBytes(UTF_8)));
        return known.filter(it -> equal).map(Known::client);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private record Known(ServiceClient client, byte[] secretHash) {

        static Known of(String id, ServiceClientConfig config) {
            byte[] hash = config.secretSha256()
                    .map(hex -> HexFormat.of().parseHex(hex))
                    .orElseGet(() -> Sha256.of(config.secret().orElseThrow().value().getBytes(UTF_8)));
            return new Known(new ServiceClient(id, trimmed(config.roles().orElse(Set.of())), config.apps().map(Known::trimmed)),
                    hash);
        }

        private static Set<String> trimmed(Set<String> words) {
            return words.stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
        }
    }
}
