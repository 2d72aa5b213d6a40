package io.wxsession.config;

/**
 * Stops the start, because settings are missing, unsafe or cannot be used. The message is for the operator: it names each setting,
 * its fault and the remedy, and quotes no secret.
 */
public final class UnusableSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message is all that the operator sees. */
    public UnusableSettingsException(String message) {
        super(message);
    }
}
