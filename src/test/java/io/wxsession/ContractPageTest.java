package io.wxsession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

import net.jqwik.api.Property;

/** The page that names the test of each promise names tests that exist. */
class ContractPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/contract.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern ROW = Pattern.compile("\\| (?!promise |--)(.+?) \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
    private static final Pattern COUNTS = Pattern.compile("There are (\\d+) promises, (\\d+) of them open\\.");

    record Row(String promise, String guard) {

        boolean isOpen() {
            return guard.startsWith("open: ");
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(PAGE).stream().map(ROW::matcher).filter(Matcher::matches)
                .map(row -> new Row(row.group(1), row.group(2))).toList();
    }

    private static Map<String, String> testClassesBySimpleName() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .map(file -> TESTS.relativize(file).toString().replace(".java", "").replace('/', '.'))
                    .collect(Collectors.toMap(name -> name.substring(name.lastIndexOf('.') + 1), Function.identity()));
        }
    }

    @Test
    void everyPromiseHasATestThatExistsOrSaysWhyNot() throws IOException {
        Map<String, String> classes = testClassesBySimpleName();
        assertThat(rows()).hasSizeGreaterThan(100).allSatisfy(row -> {
            if (!row.isOpen()) {
                List<String> tests = TEST.matcher(row.guard()).results().map(test -> test.group()).toList();
                assertThat(tests).as(row.promise()).isNotEmpty();
                assertThat(row.guard()).as("nothing but tests").isEqualTo(String.join(" ", tests));
                TEST.matcher(row.guard()).results().forEach(
                        test -> assertThat(test(classes.get(test.group(1)), test.group(2))).as(test.group()).isPresent());
            }
        });
    }

    private static Optional<Method> test(String className, String method) {
        if (className == null) {
            return Optional.empty();
        }
        try {
            Class<?> type = Class.forName(className, false, ContractPageTest.class.getClassLoader());
            return Stream.<Class<?>> iterate(type, Objects::nonNull, Class::getSuperclass)
                    .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                    .filter(it -> it.getName().equals(method))
                    .filter(it -> it.isAnnotationPresent(Test.class) || it.isAnnotationPresent(ParameterizedTest.class)
                            || it.isAnnotationPresent(Property.class))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thePageCountsItsRows() throws IOException {
        Matcher counts = COUNTS.matcher(Files.readString(PAGE));
        assertThat(counts.find()).isTrue();
        assertThat(rows()).hasSize(Integer.parseInt(counts.group(1)));
        assertThat(rows().stream().filter(Row::isOpen)).hasSize(Integer.parseInt(counts.group(2)));
    }
}
