package io.wxsession.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for the host localhost, signed by an authority of its own. Both are made by the JDK's keytool.
 *
 * @param authority the certificate of the authority, as PEM
 * @param certificate the certificate of the server, as PEM
 * @param key the private key of the server, as PEM
 */
public record ServerCertificate(Path authority, Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    /** Makes authority, key and certificate. */
    public static ServerCertificate make() throws IOException, GeneralSecurityException, InterruptedException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tls-");
        Path authorityStore = directory.resolve("ca.p12");
        Path serverStore = directory.resolve("server.p12");
        Path request = directory.resolve("server.csr");
        ServerCertificate made = new ServerCertificate(directory.resolve("ca.crt"), directory.resolve("server.crt"),
                directory.resolve("server.key"));
        keytool(authorityStore, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=test authority",
                "-ext", "bc:c");
        keytool(authorityStore, "-exportcert", "-rfc", "-file", made.authority.toString());
        keytool(serverStore, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost");
        keytool(serverStore, "-certreq", "-file", request.toString());
        keytool(authorityStore, "-gencert", "-rfc", "-ext", "san=dns:localhost", "-infile", request.toString(), "-outfile",
                made.certificate.toString());
        SigningKeyFiles.write(made.key, privateKey(serverStore));
        return made;
    }

    private static PrivateKey privateKey(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return (PrivateKey) keys.getKey("made", PASSWORD.toCharArray());
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-alias", "made", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
