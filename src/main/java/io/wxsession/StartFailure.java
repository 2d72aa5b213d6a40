package io.wxsession;

import java.net.BindException;

import org.jboss.logging.Logger;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import io.wxsession.config.UnusableSettingsException;

/** Why the service did not start, in one line of the log. A stack trace follows only where an operator can do nothing. */
final class StartFailure {

    private static final Logger LOG = Logger.getLogger(StartFailure.class);

    private StartFailure() {
    }

    static void log(Throwable failure) {
        Throwable cause = ExceptionUtil.getRootCause(failure);
        if (isForTheOperator(cause)) {
            LOG.error(cause.getMessage());
        } else {
            LOG.error("wxsession could not start", failure);
        }
    }

    private static boolean isForTheOperator(Throwable cause) {
        return cause instanceof UnusableSettingsException || cause instanceof ConfigValidationException
                || cause instanceof ConfigurationException || cause instanceof BindException;
    }
}
