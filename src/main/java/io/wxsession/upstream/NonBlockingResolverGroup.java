package io.wxsession.upstream;

import java.net.InetSocketAddress;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;

/** A resolver for each event loop. */
final class NonBlockingResolverGroup extends AddressResolverGroup<InetSocketAddress> {

    private final NameLookups lookups;

    NonBlockingResolverGroup(NameLookups lookups) {
        this.lookups = lookups;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
        return new NonBlockingResolver(loop, lookups).asAddressResolver();
    }
}
