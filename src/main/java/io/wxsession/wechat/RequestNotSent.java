package io.wxsession.wechat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.vertx.core.http.ConnectionPoolTooBusyException;

/** Tells failures before anything was sent from those after which the other side may have acted. */
final class RequestNotSent {

    private RequestNotSent() {
    }

    /** Whether the request certainly never left us. */
    static boolean causedBy(Throwable failure) {
        return isRefusedHere(failure) || isConnecting(failure);
    }

    /** Whether no connection came about. */
    static boolean isConnecting(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefusedHere(Throwable failure) {
        return failure instanceof CircuitBreakerOpenException || failure instanceof BulkheadException
                || failure instanceof ConnectionPoolTooBusyException;
    }
}
