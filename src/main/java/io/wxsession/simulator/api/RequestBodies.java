package io.wxsession.simulator.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.wxsession.simulator.state.Errcode;
import io.wxsession.simulator.state.WechatError;

/** Reads and checks the bodies of POST requests as WeChat does. */
final class RequestBodies {

    private RequestBodies() {
    }

    /** Reads the body on a route and refuses a body without Content-Length. */
    static Route read(Route route) {
        return route.handler(BodyHandler.create(false)).handler(RequestBodies::refuseChunked);
    }

    /** WeChat's gateway sends this response itself, before the request reaches an endpoint. */
    private static void refuseChunked(RoutingContext context) {
        if (context.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            context.response().setStatusCode(412).end();
        } else {
            context.next();
        }
    }

    /**
     * The JSON object in the body.
     *
     * @throws WechatError if the body is empty or not a JSON object
     */
    static JsonObject json(RoutingContext context) {
        if (context.body().length() <= 0) {
            throw new WechatError(Errcode.EMPTY_BODY);
        }
        try {
            return new JsonObject(context.body().buffer());
        } catch (DecodeException | ClassCastException e) {
            throw new WechatError(Errcode.MALFORMED_BODY);
        }
    }

    /**
     * A string in the JSON object, or null if it is absent.
     *
     * @throws WechatError if the value is not a string
     */
    static String text(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw new WechatError(Errcode.MALFORMED_BODY);
        }
        return (String) value;
    }
}
