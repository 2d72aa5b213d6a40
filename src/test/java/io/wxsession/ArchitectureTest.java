package io.wxsession;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import java.util.concurrent.CompletableFuture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import io.smallrye.mutiny.Uni;

@AnalyzeClasses(packages = "io.wxsession", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule DATA_FLOWS_ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("admin").definedBy("io.wxsession.admin..")
            .layer("push").definedBy("io.wxsession.wechat.push..")
            .layer("downstream").definedBy("io.wxsession.downstream..")
            .layer("login").definedBy("io.wxsession.login..")
            .layer("user").definedBy("io.wxsession.user..")
            .layer("sessionkey").definedBy("io.wxsession.sessionkey..")
            .layer("security").definedBy("io.wxsession.security..")
            .layer("session").definedBy("io.wxsession.session..")
            .layer("token").definedBy("io.wxsession.token..")
            .layer("wechat").definedBy("io.wxsession.wechat")
            .layer("limit").definedBy("io.wxsession.limit..")
            .layer("redis").definedBy("io.wxsession.redis..")
            .layer("sealing").definedBy("io.wxsession.sealing..")
            .layer("problem").definedBy("io.wxsession.problem..")
            .layer("config").definedBy("io.wxsession.config..")
            .whereLayer("admin").mayNotBeAccessedByAnyLayer()
            .whereLayer("push").mayNotBeAccessedByAnyLayer()
            .whereLayer("downstream").mayNotBeAccessedByAnyLayer()
            .whereLayer("login").mayNotBeAccessedByAnyLayer()
            .whereLayer("user").mayOnlyBeAccessedByLayers("login", "admin", "push")
            .whereLayer("sessionkey").mayOnlyBeAccessedByLayers("login", "admin", "user")
            .whereLayer("security").mayOnlyBeAccessedByLayers("login", "downstream", "admin")
            .whereLayer("session").mayOnlyBeAccessedByLayers("login", "downstream", "admin", "push", "user", "sessionkey",
                    "security")
            .whereLayer("token").mayOnlyBeAccessedByLayers("login", "downstream", "security", "session")
            .whereLayer("wechat").mayOnlyBeAccessedByLayers("login", "admin", "push", "user")
            .whereLayer("redis").mayOnlyBeAccessedByLayers("login", "admin", "push", "user", "sessionkey", "session", "wechat",
                    "limit")
            .whereLayer("limit").mayOnlyBeAccessedByLayers("login", "push", "user", "sessionkey")
            .whereLayer("problem").mayNotAccessAnyLayer()
            .whereLayer("config").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES = SlicesRuleDefinition.slices().matching("io.wxsession.(**)").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule PRODUCTION_KNOWS_NOTHING_OF_DEVELOPMENT = noClasses()
            .that().resideOutsideOfPackages("io.wxsession.dev..", "io.wxsession.simulator..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("io.wxsession.dev..", "io.wxsession.simulator..", "redis.embedded..");

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_NOTHING_OF_THE_SERVICE = noClasses()
            .that().resideInAPackage("io.wxsession.simulator..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("io.wxsession.config..", "io.wxsession.wechat..", "io.quarkus..");

    @ArchTest
    static final ArchRule NOTHING_WAITS = noClasses()
            .that().resideOutsideOfPackage("io.wxsession.dev..")
            .should().callMethod(Thread.class, "sleep", long.class)
            .orShould().callMethod(Uni.class, "await")
            .orShould().callMethod(CompletableFuture.class, "join")
            .orShould().callMethod(CompletableFuture.class, "get");
}
