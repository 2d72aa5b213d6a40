package io.wxsession;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.wxsession.testing.ServiceTest;

@QuarkusTest
class OpenApiTest extends ServiceTest {

    private static final Path KEPT = Path.of("src/site/resources/openapi.yaml");
    private static final Path CURRENT = Path.of("target/openapi.yaml");

    /** If it is meant to change: cp target/openapi.yaml src/site/resources/ */
    @Test
    void theDescriptionInTheRepositoryIsThatOfTheService() throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        String current = given().port(port).get("/q/openapi?format=yaml").then().statusCode(200).extract().asString();
        Files.writeString(CURRENT, current);
        assertThat(current).as("the API has changed; if it was meant to: cp %s %s", CURRENT, KEPT)
                .isEqualTo(Files.readString(KEPT));
    }
}
