package io.wxsession.testing;

import java.util.Comparator;

import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

import io.quarkus.test.junit.TestProfile;

/**
 * Puts integration tests with the same profile one after the other, those without one first. Quarkus sorts them by name alone,
 * and each change of the profile stops the packaged service and starts another.
 */
public class ClassesByProfile implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(Comparator.comparing(ClassesByProfile::profile).thenComparing(test -> test.getTestClass().getName()));
    }

    private static String profile(ClassDescriptor test) {
        return test.findAnnotation(TestProfile.class).map(profile -> profile.value().getName()).orElse("");
    }
}
