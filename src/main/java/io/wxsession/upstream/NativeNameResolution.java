package io.wxsession.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.netty.resolver.AddressResolverGroup;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.impl.resolver.DefaultResolverProvider;

/**
 * How the native executable resolves names. Quarkus leaves the resolver of Vert.x out of it, so that
 * {@code quarkus.vertx.use-async-dns} has no effect there, and the one that remains asks the system on the event loop.
 */
@TargetClass(DefaultResolverProvider.class)
final class NativeNameResolution {

    @Substitute
    public AddressResolverGroup<InetSocketAddress> resolver(AddressResolverOptions options) {
        // Asked for the pool each time, since this is built before the pool is.
        return new NonBlockingResolverGroup(
                new NameLookups(InetAddress::getAllByName, task -> Infrastructure.getDefaultWorkerPool().execute(task)));
    }
}
