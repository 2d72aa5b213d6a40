package io.wxsession;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.wxsession.testing.ServiceTest;

/** Proves that the tests for which Quarkus starts the artifact meet a native executable. Only the native build runs it. */
@QuarkusIntegrationTest
class NativeServiceIT extends ServiceTest {

    @Test
    void theServiceUnderTestIsANativeExecutable() throws IOException {
        given().get("/.well-known/jwks.json").then().statusCode(200);
        assertThat(Files.readString(Path.of("target/quarkus.log"))).contains("native (powered by Quarkus");
        NativeBinaryIT.assertRunningNatively();
    }
}
