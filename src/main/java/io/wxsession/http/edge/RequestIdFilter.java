package io.wxsession.http.edge;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.MDC;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.wxsession.http.FilterOrder;

/**
 * Gives every request an id, which the response carries and each line that is logged meanwhile. A well-formed
 * {@code X-Request-Id} of the gateway is kept, so that the logs of both can be put together.
 */
@ApplicationScoped
class RequestIdFilter {

    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");
    private static final String LOG_FIELD = "requestId";
    private static final int MAX_LENGTH = 64;

    void register(@Observes Filters filters) {
        filters.register(RequestIdFilter::identify, FilterOrder.REQUEST_ID);
    }

    private static void identify(RoutingContext context) {
        String sent = context.request().getHeader(HEADER);
        String id = sent != null && isWellFormed(sent) ? sent : newId();
        context.response().putHeader(HEADER, id);
        MDC.put(LOG_FIELD, id);
        context.next();
    }

    private static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** It tells requests apart and is no secret. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
