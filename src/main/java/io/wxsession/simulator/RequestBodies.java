package io.wxsession.simulator;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** What WeChat demands of the bodies it is sent. */
final class RequestBodies {

    private RequestBodies() {
    }

    /** Reads bodies on that route, but none that does not tell its length. */
    static Route read(Route route) {
        return route.handler(BodyHandler.create(false)).handler(RequestBodies::refuseChunked);
    }

    /** WeChat's gateway answers so itself, before any API is asked. */
    private static void refuseChunked(RoutingContext context) {
        if (context.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            context.response().setStatusCode(412).end();
        } else {
            context.next();
        }
    }

    /** The JSON object that was sent, or {@link WechatError}. */
    static JsonObject json(RoutingContext context) {
        if (context.body().length() <= 0) {
            throw new WechatError(ErrorResponses.EMPTY_BODY);
        }
        try {
            return new JsonObject(context.body().buffer());
        } catch (DecodeException | ClassCastException e) {
            throw new WechatError(ErrorResponses.MALFORMED_BODY);
        }
    }

    /** A text of that object, or null. */
    static String text(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw new WechatError(ErrorResponses.MALFORMED_BODY);
        }
        return (String) value;
    }
}
