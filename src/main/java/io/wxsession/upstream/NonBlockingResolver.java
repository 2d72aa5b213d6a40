package io.wxsession.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/** Resolves the names that an event loop connects to, without blocking it. */
final class NonBlockingResolver extends InetNameResolver {

    private final NameLookups lookups;

    NonBlockingResolver(EventExecutor loop, NameLookups lookups) {
        super(loop);
        this.lookups = lookups;
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) {
        resolve(name, addresses -> addresses[0], promise);
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
        resolve(name, List::of, promise);
    }

    private <T> void resolve(String name, Function<InetAddress[], T> result, Promise<T> promise) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        if (address != null) {
            promise.setSuccess(result.apply(new InetAddress[] { addressOf(name, address) }));
            return;
        }
        lookups.addresses(name).whenComplete((addresses, failure) -> executor().execute(() -> {
            if (failure == null) {
                promise.trySuccess(result.apply(addresses));
            } else {
                promise.tryFailure(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        }));
    }

    private static InetAddress addressOf(String name, byte[] address) {
        try {
            return InetAddress.getByAddress(name, address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }
}
