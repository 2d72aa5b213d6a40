import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/**
 * Makes a key and tokens of RS256 for the plain Quarkus program. Arguments: number of tokens, file for the public key, file for
 * the tokens. Subjects are numbers of ten digits, from 0.
 */
final class BaselineTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int DAY = 86_400;

    private BaselineTokens() {
    }

    public static void main(String[] args) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Files.writeString(Path.of(args[1]), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        try (PrintWriter tokens = new PrintWriter(Files.newBufferedWriter(Path.of(args[2])))) {
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                tokens.println(token(keys, String.format("%010d", i)));
            }
        }
    }

    private static String token(KeyPair keys, String subject) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String signed = encode("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + '.' + encode(
                "{\"iss\":\"baseline\",\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}".formatted(subject, now, now + DAY));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed + '.' + BASE64.encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(UTF_8));
    }
}
