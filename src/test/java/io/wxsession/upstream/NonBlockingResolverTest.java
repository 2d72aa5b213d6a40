package io.wxsession.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/** How event loops resolve names in the native executable. */
class NonBlockingResolverTest {

    private final EventExecutor loop = new DefaultEventExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final NonBlockingResolver resolver = new NonBlockingResolver(loop, new NameLookups(this::lookUp, threads));

    private InetAddress[] lookUp(String name) throws Exception {
        lookups.incrementAndGet();
        if (name.equals("unknown.example")) {
            throw new UnknownHostException(name);
        }
        answered.await();
        return new InetAddress[] { InetAddress.getByAddress(name, new byte[] { 10, 0, 0, 1 }),
                InetAddress.getByAddress(name, new byte[] { 10, 0, 0, 2 }) };
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        loop.shutdownGracefully();
    }

    @Test
    void aLookupThatHangsBlocksNoEventLoopAndIsMadeOnceForAll() throws Exception {
        Future<InetAddress> first = loop.submit(() -> resolver.resolve("slow.example")).get();
        Future<List<InetAddress>> second = loop.submit(() -> resolver.resolveAll("slow.example")).get();
        assertThat(loop.submit(() -> "free").get()).isEqualTo("free");
        assertThat(first.isDone()).isFalse();
        answered.countDown();
        assertThat(first.sync().getNow().getHostAddress()).isEqualTo("10.0.0.1");
        assertThat(second.sync().getNow()).hasSize(2);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void whatNobodyKnowsIsUnknownAndAskedForAgainNextTime() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(resolver.resolve("unknown.example").await().cause()).isInstanceOf(UnknownHostException.class);
        }
        assertThat(lookups).hasValue(2);
    }

    @Test
    void anAddressNeedsNoLookup() throws Exception {
        assertThat(resolver.resolve("192.0.2.7").sync().getNow().getHostAddress()).isEqualTo("192.0.2.7");
        assertThat(resolver.resolve("::1").sync().getNow().isLoopbackAddress()).isTrue();
        assertThat(lookups).hasValue(0);
    }
}
