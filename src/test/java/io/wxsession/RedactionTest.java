package io.wxsession;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.wxsession.config.Redacted;

/** Values that must not leak: no class of the service prints one, so that no log, exception or span can contain one. */
class RedactionTest {

    /** Stands for every secret; no part of it occurs in the name of a class or of a component. */
    private static final String MARKER = "Zq7Xw9Kv3Jy5Qz";
    private static final int PART = 4;
    private static final String HARMLESS = "harmless";

    /** Words in the name of a component that say that it contains a secret or identifies a person. */
    private static final List<String> SECRET_WORDS = List.of("token", "secret", "code", "openid", "unionid", "phone",
            "sessionkey", "signature", "rawdata", "encrypteddata", "credential", "skey", "account", "assertion");
    private static final Set<String> SECRET_NAMES = Set.of("iv", "sid", "sessionid");
    /** Components that only say that there is a value; what the value is, the name of the record says. */
    private static final Set<String> GENERAL_NAMES = Set.of("value", "text");

    /** Texts whose names sound secret and that are not. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "TokenSet.tokenType", "always Bearer",
            "PhoneNumber.countryCode", "the same for millions of people",
            "UserResponse.phoneNumber", "masked",
            "IntrospectionResponse.sid", "the handle, which is safe to show",
            "IntrospectionResponse.tokenType", "always Bearer",
            "NewSession.tokenDigest", "a keyed digest, with which nobody can do anything",
            "Session.tokenDigests", "keyed digests, with which nobody can do anything");

    private static final List<Class<?>> CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
            .importPackages("io.wxsession").stream()
            .filter(it -> !it.getPackageName().startsWith("io.wxsession.simulator"))
            .sorted(Comparator.comparing(JavaClass::getName))
            .<Class<?>> map(JavaClass::reflect)
            .toList();

    static List<Class<?>> redactedClasses() {
        return CLASSES.stream().filter(it -> Redacted.class.isAssignableFrom(it) && !it.isInterface()).toList();
    }

    static List<Class<?>> records() {
        return CLASSES.stream().filter(Class::isRecord).toList();
    }

    @ParameterizedTest
    @MethodSource("redactedClasses")
    void aRedactedValuePrintsNoPartOfIt(Class<?> type) {
        Redacted value = (Redacted) sample(type);
        assertThat(value.value()).isEqualTo(MARKER);
        assertPrintsNoPart(value);
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordPrintsNoPartOfASecretInIt(Class<?> type) {
        assertPrintsNoPart(sample(type));
    }

    @Test
    void noSecretIsAPlainTextOfARecord() {
        List<String> offenders = records().stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .filter(RedactionTest::isPlainText)
                .filter(RedactionTest::isSecret)
                .map(component -> component.getDeclaringRecord().getName() + "." + component.getName())
                .toList();
        assertThat(offenders).as("texts that need a type that redacts itself, or an exception with its reason").isEmpty();
    }

    private static void assertPrintsNoPart(Object value) {
        String printed = value.toString();
        assertThat(IntStream.rangeClosed(0, MARKER.length() - PART).mapToObj(i -> MARKER.substring(i, i + PART)))
                .as(printed).noneMatch(printed::contains);
    }

    private static boolean isPlainText(RecordComponent component) {
        Type type = component.getGenericType();
        return !Redacted.class.isAssignableFrom(component.getDeclaringRecord())
                && !Map.class.isAssignableFrom(component.getType())
                && (type == String.class || type == String[].class
                        || type instanceof ParameterizedType container
                                && List.of(container.getActualTypeArguments()).contains(String.class));
    }

    private static boolean isSecret(RecordComponent component) {
        Class<?> type = component.getDeclaringRecord();
        if (Redacted.class.isAssignableFrom(type)) {
            return true;
        }
        if (EXCEPTIONS.containsKey(type.getSimpleName() + "." + component.getName())) {
            return false;
        }
        String name = component.getName();
        return soundsSecret(GENERAL_NAMES.contains(name) ? type.getSimpleName() : name);
    }

    private static boolean soundsSecret(String name) {
        String words = name.toLowerCase(Locale.ROOT);
        return SECRET_NAMES.contains(words) || SECRET_WORDS.stream().anyMatch(words::contains);
    }

    /** A value of that record, or of another type of ours, in which everything secret is the marker. */
    private static Object sample(Class<?> type) {
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Object[] values = Arrays.stream(components).map(it -> sample(it.getGenericType(), isSecret(it))).toArray();
            return instantiate(type, parameters, values);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isSealed()) {
            return sample(type.getPermittedSubclasses()[0]);
        }
        if (Redacted.class.isAssignableFrom(type)) {
            return instantiate(type, new Class<?>[] { String.class }, MARKER);
        }
        throw new IllegalArgumentException("no sample of " + type.getName() + " is known");
    }

    private static Object sample(Type type, boolean secret) {
        if (type instanceof WildcardType wildcard) {
            return sample(wildcard.getUpperBounds()[0], secret);
        }
        if (type instanceof ParameterizedType container) {
            Type[] of = container.getActualTypeArguments();
            Class<?> raw = (Class<?>) container.getRawType();
            return switch (raw.getSimpleName()) {
                case "Optional" -> Optional.of(sample(of[0], secret));
                case "List" -> List.of(sample(of[0], secret));
                case "Set" -> Set.of(sample(of[0], secret));
                // What was sent to us as a map or a document may contain anything.
                case "Map" -> Map.of(sample(of[0], false), sample(of[1], true));
                case "Function" -> Function.identity();
                case "Future" -> Future.succeededFuture(sample(of[0], secret));
                default -> sample(raw);
            };
        }
        if (type instanceof TypeVariable) {
            return HARMLESS;
        }
        Class<?> plain = (Class<?>) type;
        String text = secret ? MARKER : HARMLESS;
        if (plain.isAssignableFrom(String.class)) {
            return text;
        }
        if (JsonNode.class.isAssignableFrom(plain)) {
            return JsonNodeFactory.instance.objectNode().put("field", MARKER);
        }
        return switch (plain.getName()) {
            case "boolean", "java.lang.Boolean" -> true;
            case "int", "java.lang.Integer" -> 1;
            case "long", "java.lang.Long" -> 1L;
            case "[B" -> text.getBytes();
            case "[Ljava.lang.String;" -> new String[] { text };
            case "java.time.Instant" -> Instant.EPOCH;
            case "java.time.LocalDate" -> LocalDate.EPOCH;
            case "java.time.Duration" -> Duration.ofSeconds(1);
            case "org.jose4j.jwk.PublicJsonWebKey" -> signingKey();
            case "io.wxsession.sealing.HmacKey" -> instantiate(plain, new Class<?>[] { byte[].class }, text.getBytes());
            case "io.micrometer.core.instrument.Counter" -> new SimpleMeterRegistry().counter(HARMLESS);
            default -> sample(plain);
        };
    }

    private static Object instantiate(Class<?> type, Class<?>[] parameters, Object... values) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type.getName() + " could be made from "
                    + Stream.of(values).map(String::valueOf).collect(joining(", ")), e);
        }
    }

    private static PublicJsonWebKey signingKey() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
