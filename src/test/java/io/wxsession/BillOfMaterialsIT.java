package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The bill of materials beside the artifact names all that is in it, under licences that let everybody run it. */
class BillOfMaterialsIT {

    private static final Path BILL = Path.of("target/wxsession-sbom.json");
    private static final Path LIBRARIES = Path.of("target/quarkus-app/lib");
    /** A component under several licences is taken under one of these. */
    private static final Set<String> ACCEPTED = Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0",
            "CC0-1.0", "Bouncy Castle Licence");

    private static List<JsonNode> components;

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.exists(BILL), "skipped: Maven makes no bill of materials while it is offline");
        components = elements(new ObjectMapper().readTree(BILL.toFile()).path("components")).toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String file(JsonNode component) {
        return component.path("group").asText() + '.' + component.path("name").asText() + '-'
                + component.path("version").asText()
                + ".jar";
    }

    @Test
    void everyLibraryOfTheJarIsNamed() throws IOException {
        Set<String> named = components.stream().map(BillOfMaterialsIT::file).collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(100);
        if (Files.isDirectory(LIBRARIES)) {
            try (Stream<Path> libraries = Files.walk(LIBRARIES)) {
                assertThat(libraries.map(it -> it.getFileName().toString()).filter(it -> it.endsWith(".jar"))).isNotEmpty()
                        .isSubsetOf(named);
            }
        }
    }

    @Test
    void everyComponentHasALicenceThatWeAccept() {
        assertThat(components).allSatisfy(component -> {
            List<String> licences = elements(component.path("licenses")).map(it -> it.path("license"))
                    .map(it -> it.path("id").asText(it.path("name").asText())).toList();
            assertThat(licences).as(file(component)).containsAnyElementsOf(ACCEPTED);
        });
    }
}
