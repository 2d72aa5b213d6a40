package io.wxsession.http.connection;

import static io.wxsession.testing.MiniProgram.loginBody;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.vertx.core.json.JsonObject;
import io.wxsession.testing.PackagedService;
import io.wxsession.testing.PackagedTest;
import io.wxsession.testing.Ports;
import io.wxsession.testing.ServerCertificate;
import io.wxsession.testing.Wechat;

/** TLS at the service itself, without a gateway before it. */
class HttpsIT extends PackagedTest {

    private static int port;
    private static SSLContext trust;
    private static PackagedService service;

    @BeforeAll
    static void startWithACertificate() throws IOException, GeneralSecurityException, InterruptedException {
        ServerCertificate certificate = ServerCertificate.make();
        trust = trusting(certificate);
        port = Ports.free();
        Map<String, String> secure = with("quarkus.http.ssl-port", Integer.toString(port));
        secure.put("quarkus.tls.key-store.pem.service.cert", certificate.certificate().toString());
        secure.put("quarkus.tls.key-store.pem.service.key", certificate.key().toString());
        service = start(secure);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static SSLContext trusting(ServerCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate.authority())) {
            authorities.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void oneConnectionCarriesALoginAndWhatFollows() throws IOException, InterruptedException {
        HttpClient phone = HttpClient.newBuilder().sslContext(trust).version(Version.HTTP_1_1).build();
        String login = JsonObject.mapFrom(loginBody(Wechat.code(Wechat.newPhone()))).encode();
        HttpResponse<String> loggedIn = phone.send(request("/v1/sessions").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(login)).build(), BodyHandlers.ofString());
        assertThat(loggedIn.statusCode()).isEqualTo(201);
        String bearer = "Bearer " + new JsonObject(loggedIn.body()).getString("accessToken");
        HttpRequest look = request("/v1/sessions/current").header("Authorization", bearer).build();
        assertThat(phone.send(look, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        HttpRequest logout = request("/v1/sessions/current").header("Authorization", bearer).DELETE().build();
        assertThat(phone.send(logout, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        assertThat(phone.send(look, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    }
}
