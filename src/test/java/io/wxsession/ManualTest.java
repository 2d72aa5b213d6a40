package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.wxsession.http.ProblemCode;

/** The pages of the manual lead to each other, in two languages. */
class ManualTest {

    private static final Path MANUAL = Path.of("src/site/markdown");
    private static final Set<String> IN_ENGLISH_ALONE = Set.of("contract.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Stream.of("src", "docker", ".github").map(Path::of).flatMap(ManualTest::markdown);
                Stream<Path> top = Files.list(Path.of(""))) {
            return Stream.concat(files, top.filter(file -> file.toString().endsWith(".md"))).toList();
        }
    }

    private static Stream<Path> markdown(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md"))
                    .collect(Collectors.toSet());
        }
    }

    private static String text(Path page) {
        try {
            return FENCED.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> links(Path page) {
        return LINK.matcher(text(page)).results().map(link -> link.group(1)).toList();
    }

    /** As GitHub makes them. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(text(page)).results().map(heading -> heading.group(1).toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        assertThat(links(page)).filteredOn(link -> !link.matches("[a-z]+:.*")).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length > 1) {
                assertThat(anchors(target)).as(link).contains(parts[1]);
            }
        });
    }

    @Test
    void everyPageIsThereInBothLanguages() throws IOException {
        Set<String> english = names(MANUAL);
        english.removeAll(IN_ENGLISH_ALONE);
        assertThat(names(MANUAL.resolve("zh"))).isEqualTo(english);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "zh" })
    void theFirstPageLeadsToAllOthersAndTheyLeadBack(String language) throws IOException {
        Path directory = MANUAL.resolve(language);
        Set<String> others = names(directory);
        others.remove("index.md");
        assertThat(links(directory.resolve("index.md"))).containsAll(others);
        assertThat(others).allSatisfy(page -> assertThat(links(directory.resolve(page))).contains("index.md"));
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyErrorIsExplained(ProblemCode code) {
        String action = code.action() == null ? "" : '`' + code.action().word() + "` ";
        for (String page : List.of("errors.md", "zh/errors.md")) {
            assertThat(text(MANUAL.resolve(page))).containsOnlyOnce("\n| `%s` | %d | %s| ".formatted(code.code(), code.status(),
                    action));
        }
    }
}
