package io.gridcast.tests.console;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.console.ConsoleRoutes;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HealthRoutes;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.http.Routes;
import io.gridcast.app.models.CommandRoutes;
import io.gridcast.app.net.Ports;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.rest.RestRoutes;
import io.gridcast.app.serving.Peers;
import io.gridcast.app.serving.Serving;
import io.gridcast.app.topics.Partitions;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.serving.AtHand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/** The serving application alone, and the page in front of it; its time goes on as the wall's does. */
final class ServedStores implements AutoCloseable {
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);

    private final Engine engine;
    private final GridcastConfig config;
    private final HostInfo self;
    private final Supplier<List<Routes>> routes;
    private HttpServer server;

    private ServedStores(Engine engine, GridcastConfig config, HostInfo self, Supplier<List<Routes>> routes) {
        this.engine = engine;
        this.config = config;
        this.self = self;
        this.routes = routes;
        this.server = HttpServer.start(config.http(), self.host(), self.port(), routes.get());
    }

    /** @param token of grace, who may give commands and promote */
    static ServedStores start(Platform platform, Path directory, String token, Instant from) throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        GridcastConfig config = GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir", directory.resolve("state").toString(),
                        "http.operators", "grace=" + hash,
                        "http.approvers", "grace=" + hash)),
                Partitions.of(1));
        var self = new HostInfo(Ports.LOOPBACK, Ports.free());
        AtHand atHand = new AtHand();
        Engine engine = Engine.start(
                config.engine(),
                platform.cluster(),
                List.of(Applications.serving(config, new Codecs(platform.registry()), atHand)),
                Optional.of(self));
        engine.awaitRunning(RUNNING_WITHIN);
        var serving = new Serving(
                engine.application(Applications.SERVING).orElseThrow(),
                atHand,
                self,
                config.partitions(),
                Peers.of(config.http()));
        long startNs = System.nanoTime();
        Health health = new Health();
        health.checkReady("stores", Optional::empty);
        return new ServedStores(
                engine,
                config,
                self,
                () -> List.of(
                        new RestRoutes(
                                platform,
                                engine,
                                serving,
                                () -> Optional.of(from.plusNanos(System.nanoTime() - startNs)),
                                config.forecast()),
                        new HealthRoutes(health),
                        new CommandRoutes(platform),
                        new ConsoleRoutes()));
    }

    String url() {
        return server.url();
    }

    /** Stops answering; the stores stay. */
    void silence() {
        server.close();
    }

    /** Answers again, at the same place. */
    void answer() {
        server = HttpServer.start(config.http(), self.host(), self.port(), routes.get());
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
