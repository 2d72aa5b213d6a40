package io.wxsession.redis.topology;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.wxsession.log.OutageLines;
import io.wxsession.redis.connection.RedisEndpoint;
import io.wxsession.redis.connection.RedisSettings;
import io.wxsession.redis.connection.Unanswered;

/** One master with replicas, of which other servers tell which is the master: Sentinels, or the servers themselves. */
final class SingleMasterTopology implements Topology {

    private static final Request ROLE = Request.cmd(Command.ROLE);

    private final TopologyQuestion question;
    private final BiFunction<RedisEndpoint, Response, Optional<RedisEndpoint>> reading;
    private volatile Optional<RedisEndpoint> master = Optional.empty();
    private volatile Set<RedisEndpoint> masters = Set.of();

    private SingleMasterTopology(Vertx vertx, RedisSettings settings, OutageLines lines, String kind,
            List<RedisEndpoint> servers, Request question,
            BiFunction<RedisEndpoint, Response, Optional<RedisEndpoint>> reading) {
        this.reading = reading;
        this.question = new TopologyQuestion(vertx, settings, lines, kind, question, () -> servers, this::read);
    }

    /** Sentinels name the master. It has the login and database of the first Sentinel's URI. */
    static Topology watchedBySentinels(Vertx vertx, RedisSettings settings, OutageLines lines) {
        RedisEndpoint first = settings.endpoints().get(0);
        List<RedisEndpoint> sentinels = settings.endpoints().stream().map(RedisEndpoint::withoutDatabase).toList();
        Request question = Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(settings.masterName());
        return new SingleMasterTopology(vertx, settings, lines, "Sentinel", sentinels, question,
                (asked, address) -> address == null
                        ? Optional.empty()
                        : Optional.of(first.at(address.get(0).toString(), address.get(1).toInteger())));
    }

    /** Each server knows whether it is the master, or who is. */
    static Topology namedByServers(Vertx vertx, RedisSettings settings, OutageLines lines) {
        return new SingleMasterTopology(vertx, settings, lines, "server of Redis", settings.endpoints(), ROLE,
                (asked, role) -> Optional.of(
                        isMaster(role) ? asked : asked.at(role.get(1).toString(), role.get(2).toInteger())));
    }

    private static boolean isMaster(Response role) {
        return "master".equals(role.get(0).toString());
    }

    private boolean read(RedisEndpoint asked, Response reply) {
        Optional<RedisEndpoint> named = reading.apply(asked, reply);
        if (named.isPresent() && !named.equals(master)) {
            master = named;
            masters = Set.of(named.get());
        }
        return named.isPresent();
    }

    /** The named server may have become a replica since, and a replica may lack a logout. */
    @Override
    public Future<?> admit(RedisConnection connection) {
        return connection.send(ROLE).compose(role -> isMaster(role) ? Future.succeededFuture()
                : Future.failedFuture(new Unanswered("the server is no master")));
    }

    @Override
    public Optional<RedisEndpoint> master(int slot) {
        return master;
    }

    @Override
    public Set<RedisEndpoint> masters() {
        return masters;
    }

    @Override
    public boolean hasSlots() {
        return false;
    }

    @Override
    public void refreshIfOld() {
        question.askIfOld();
    }

    @Override
    public Future<Void> refresh() {
        return question.ask();
    }

    @Override
    public void close() {
        question.close();
    }
}
