package io.wxsession.wechat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLHandshakeException;

import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.vertx.core.http.ConnectionPoolTooBusyException;

/** Tells failures before a request was sent from failures after which WeChat may have acted. */
final class RequestNotSent {

    private RequestNotSent() {
    }

    /** Whether the request was certainly not sent. */
    static boolean causedBy(Throwable failure) {
        return isRefusedLocally(failure) || isConnecting(failure);
    }

    /** Whether the connection could not be established. */
    static boolean isConnecting(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException || cause instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefusedLocally(Throwable failure) {
        return failure instanceof CircuitBreakerOpenException || failure instanceof BulkheadException
                || failure instanceof ConnectionPoolTooBusyException;
    }
}
