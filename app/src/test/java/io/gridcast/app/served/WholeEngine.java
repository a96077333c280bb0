package io.gridcast.app.served;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gridcast.app.cli.EngineRoutes;
import io.gridcast.app.clock.LiveClock;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.http.Role;
import io.gridcast.app.keys.KeyFile;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.net.Ports;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.core.pack.SigningKey;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;

/** A broker, a registry, a whole engine with its clock, and everything that it answers by HTTP. */
final class WholeEngine implements AutoCloseable {
    /** Of ada, who has every role. */
    static final String TOKEN = "all of it";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SigningKey key;
    private final Platform platform;
    private final Metrics metrics = new Metrics();
    private final EngineMonitor monitor;
    private final LiveEngine live;
    private final LiveClock clock;
    private final HttpServer server;

    WholeEngine(Path directory) throws InterruptedException {
        key = KeyFile.create(directory.resolve("ada.pem"));
        platform = Platforms.embedded(directory.resolve("platform"));
        platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
        GridcastConfig config = config(directory).trusting(PackTrust.NONE.andKey("ada", key.publicKey()));
        monitor = new EngineMonitor(platform, config, metrics.registry());
        var self = new HostInfo(Ports.LOOPBACK, Ports.free());
        live = LiveEngine.serving(platform, config, self);
        live.engine().awaitRunning(PATIENCE);
        clock = LiveClock.start(
                platform.cluster().client(),
                Topics.ticked().stream().map(Topic::name).toList());
        Health health = new Health();
        monitor.attach(live, health);
        server = HttpServer.start(
                config.http(),
                self.host(),
                self.port(),
                EngineRoutes.of(platform, config, live, self, monitor, metrics, health));
    }

    /** Forecasts are those alone that tests put on the topics. */
    private static GridcastConfig config(Path directory) {
        return GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir", directory.resolve("state").toString(),
                        "forecast.from", "2100-01-01T00:00:00Z",
                        "promotion.four-eyes", "true",
                        "http.viewers", people(Role.VIEWER),
                        "http.operators", people(Role.OPERATOR),
                        "http.approvers", people(Role.APPROVER),
                        "http.feeders", people(Role.FEEDER),
                        "http.max-failed-tokens", "1000000")),
                Partitions.of(1));
    }

    private static String people(Role role) {
        return "ada=" + sha256(TOKEN) + "," + name(role) + "=" + sha256(token(role));
    }

    /** Of whoever has this role alone. */
    static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Of whoever has this role alone. */
    static String token(Role role) {
        return "that of the " + name(role);
    }

    /** Whose packs are trusted. */
    SigningKey key() {
        return key;
    }

    Platform platform() {
        return platform;
    }

    HttpServer server() {
        return server;
    }

    static JsonNode document() throws IOException {
        return new YAMLMapper().readTree(WholeEngine.class.getResourceAsStream("/openapi.yaml"));
    }

    @Override
    public void close() {
        server.close();
        clock.close();
        live.close();
        monitor.close();
        metrics.close();
        platform.close();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
