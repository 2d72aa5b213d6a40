package io.wxsession;

import java.net.BindException;
import java.util.logging.Handler;
import java.util.logging.Level;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import io.wxsession.config.InvalidSettings;
import io.wxsession.config.UnusableSettingsException;

/** Why the service did not start, in one line of the log. A stack trace follows only where an operator can do nothing. */
final class StartFailure {

    private static final Logger LOG = Logger.getLogger(StartFailure.class);

    private StartFailure() {
    }

    static void log(Throwable failure) {
        Throwable cause = ExceptionUtil.getRootCause(failure);
        if (cause instanceof ConfigValidationException refusal) {
            LOG.error(InvalidSettings.of(refusal).getMessage());
        } else if (cause instanceof BindException) {
            LOG.error(portsFault(String.valueOf(cause.getMessage())));
        } else if (cause instanceof UnusableSettingsException || cause instanceof ConfigurationException) {
            LOG.error(cause.getMessage().strip());
        } else {
            LOG.error("wxsession could not start", failure);
        }
    }

    /**
     * Makes JSON of what is logged before Quarkus has read the settings and sets up the log. If it cannot read them, Quarkus
     * would print plain text.
     */
    static void openLog() {
        if (LaunchMode.current() == LaunchMode.NORMAL && !InitialConfigurator.DELAYED_HANDLER.isActivated()) {
            ConsoleHandler console = new ConsoleHandler(new JsonFormatter());
            console.setLevel(Level.WARNING);
            InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] { console });
        }
    }

    private static String portsFault(String reason) {
        Config config = ConfigProvider.getConfig();
        return "wxsession cannot listen (%s): quarkus.http.port is %s, quarkus.management.port is %s; %s".formatted(reason,
                port(config, "quarkus.http.port"), port(config, "quarkus.management.port"),
                reason.contains("in use") ? "end what listens there, or set others (with HTTPS also quarkus.http.ssl-port)"
                        : "correct quarkus.http.host and quarkus.management.host, which must be addresses of this machine");
    }

    private static String port(Config config, String setting) {
        return config.getOptionalValue(setting, String.class).orElse("not set");
    }
}
