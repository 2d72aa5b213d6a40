package io.wxsession.upstream;

import java.util.NoSuchElementException;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

import io.netty.channel.ChannelPipeline;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Limits the responses of all REST clients, which have no setting for it. This class relies on internals of the Vert.x client: its
 * connections have a channel, whose last handler is named {@code handler}.
 */
@RegisterForReflection
public class ResponseLimits implements RestClientListener {

    private static final String VERTX_HANDLER = "handler";

    @Override
    public void onNewClient(Class<?> client, RestClientBuilder builder) {
        ((VertxRequestCustomizingClientBuilder<?>) builder).httpClientRequestCustomizer(ResponseLimits::limit);
    }

    private static void limit(HttpClientRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            limit(connection.channel().pipeline());
        }
    }

    private static void limit(ChannelPipeline pipeline) {
        try {
            if (pipeline.get(ResponseLimit.class) == null) {
                pipeline.addBefore(VERTX_HANDLER, ResponseLimit.class.getName(), new ResponseLimit());
            }
        } catch (NoSuchElementException closedMeanwhile) {
            Log.debug("A connection closed before its request was sent, which fails by itself");
        }
    }
}
