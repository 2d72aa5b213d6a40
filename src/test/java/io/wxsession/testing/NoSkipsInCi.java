package io.wxsession.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Fails a test whose assumption does not hold, if the environment variable {@code CI} is set. Elsewhere the test is skipped as
 * usual. Surefire does not report a class at all if the assumption is in its {@code @BeforeAll}, so counting skipped tests
 * is not enough. JUnit finds this extension through {@code META-INF/services}.
 */
public class NoSkipsInCi implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    // As in pom.xml, where the variable activates a profile.
    private static final boolean CI = System.getenv("CI") != null;

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        rethrow(thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        rethrow(thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        rethrow(thrown);
    }

    private static void rethrow(Throwable thrown) throws Throwable {
        if (CI && thrown instanceof TestAbortedException) {
            throw new AssertionError("CI must not skip a test: " + thrown.getMessage(), thrown);
        }
        throw thrown;
    }
}
