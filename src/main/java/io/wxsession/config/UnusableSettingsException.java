package io.wxsession.config;

import java.util.List;

/**
 * Stops the start, because settings are missing, unsafe or cannot be used. The message is for the operator: it names each setting,
 * its fault and the remedy, and quotes no secret.
 */
public final class UnusableSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Settings with several faults, each with its remedy. */
    public UnusableSettingsException(List<String> faults) {
        this("wxsession does not start with this configuration:\n - " + String.join("\n - ", faults));
    }

    /** The message is all that the operator sees. */
    public UnusableSettingsException(String message) {
        super(message);
    }
}
