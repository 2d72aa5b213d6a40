package io.wxsession;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.wxsession.http.OpenApiProblems;
import io.wxsession.keyspace.RedisKeys;
import io.wxsession.redis.RedisCommands;
import io.wxsession.redis.Script;

@AnalyzeClasses(packages = "io.wxsession", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MAX_CLASSES = 20;

    /** The floors of the house, from the top down. A package uses only packages on lower floors. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("trace"),
            List.of("backend"),
            List.of("push"),
            List.of("oauth2", "forwardauth"),
            List.of("login"),
            List.of("user"),
            List.of("sessionkey"),
            List.of("security"),
            List.of("session"),
            List.of("token"),
            List.of("wechat"),
            List.of("limit"),
            List.of("redis"),
            List.of("keyspace"),
            List.of("sealing"),
            List.of("http"),
            List.of("log", "upstream", "eventloop"),
            List.of("config"));

    @ArchTest
    static final ArchRule EACH_PACKAGE_USES_ONLY_LOWER_FLOORS = lowerFloorsOnly();

    private static ArchRule lowerFloorsOnly() {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
        List<String> above = new ArrayList<>();
        for (List<String> floor : FLOORS) {
            for (String room : floor) {
                house = house.layer(room).definedBy("io.wxsession." + room + "..");
            }
            for (String room : floor) {
                house = above.isEmpty() ? house.whereLayer(room).mayNotBeAccessedByAnyLayer()
                        : house.whereLayer(room).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
            }
            above.addAll(floor);
        }
        return house;
    }

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES = SlicesRuleDefinition.slices().matching("io.wxsession.(**)").should()
            .beFreeOfCycles();

    /** The simulator names no key of ours, so it needs no exception. */
    @ArchTest
    static final ArchRule ONLY_STORES_SPEAK_TO_REDIS = noClasses()
            .that().resideOutsideOfPackage("io.wxsession.redis..")
            .and().haveNameNotMatching(".*(Store|RateLimiter|UserScriptRunner)(\\$.*)?")
            .should().dependOnClassesThat().resideInAPackage("io.vertx.redis.client..")
            .orShould().dependOnClassesThat().belongToAnyOf(RedisCommands.class, Script.class, RedisKeys.class);

    @ArchTest
    static final ArchRule NO_PACKAGE_IS_CROWDED = classes()
            .should(new ArchCondition<>("share their package with fewer than 20 others") {

                private final Map<String, Long> sizes = new HashMap<>();

                @Override
                public void init(Collection<JavaClass> all) {
                    all.stream().filter(JavaClass::isTopLevelClass).filter(it -> !it.getSimpleName().equals("package-info"))
                            .forEach(it -> sizes.merge(it.getPackageName(), 1L, Long::sum));
                }

                @Override
                public void check(JavaClass it, ConditionEvents events) {
                    long size = sizes.getOrDefault(it.getPackageName(), 0L);
                    events.add(new SimpleConditionEvent(it, size <= MAX_CLASSES,
                            it.getPackageName() + " has " + size + " classes"));
                }
            });

    @ArchTest
    static final ArchRule EACH_SIMPLE_NAME_OCCURS_ONCE = classes().that().areTopLevelClasses()
            .should(new ArchCondition<>("have a simple name of their own") {

                private final Map<String, Long> names = new HashMap<>();

                @Override
                public void init(Collection<JavaClass> all) {
                    all.forEach(it -> names.merge(it.getSimpleName(), 1L, Long::sum));
                }

                @Override
                public void check(JavaClass it, ConditionEvents events) {
                    boolean once = names.get(it.getSimpleName()) == 1 || it.getSimpleName().equals("package-info");
                    events.add(new SimpleConditionEvent(it, once, it.getName() + " shares its simple name"));
                }
            });

    @ArchTest
    static final ArchRule PRODUCTION_KNOWS_NOTHING_OF_DEVELOPMENT = noClasses()
            .that().resideOutsideOfPackages("io.wxsession.dev..", "io.wxsession.simulator..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("io.wxsession.dev..", "io.wxsession.simulator..", "redis.embedded..");

    /** Annotations do no harm: the JVM leaves out those whose types are missing. */
    @ArchTest
    static final ArchRule PRODUCTION_NEEDS_NO_OPENAPI = noClasses().that().doNotBelongToAnyOf(OpenApiProblems.class)
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.openapi",
                    "org.eclipse.microprofile.openapi.models..", "io.smallrye.openapi..", "io.quarkus.smallrye.openapi..")
            .orShould().dependOnClassesThat().areAssignableTo(OpenApiProblems.class);

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_NOTHING_OF_THE_SERVICE = noClasses()
            .that().resideInAPackage("io.wxsession.simulator..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("io.wxsession.config..", "io.wxsession.wechat..", "io.quarkus..");

    /** Quarkus REST runs any other method on a worker thread. */
    @ArchTest
    static final ArchRule NO_REQUEST_CHANGES_ITS_THREAD = methods().that().areMetaAnnotatedWith(HttpMethod.class)
            .should().haveRawReturnType(Uni.class)
            .orShould().haveRawReturnType(Multi.class)
            .orShould().beAnnotatedWith(NonBlocking.class);

    @ArchTest
    static final ArchRule NOTHING_WAITS = noClasses()
            .that().resideOutsideOfPackage("io.wxsession.dev..")
            .should().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Uni.class, "await")
            .orShould().callMethod(CompletableFuture.class, "join")
            .orShould().callMethod(CompletableFuture.class, "get");
}
