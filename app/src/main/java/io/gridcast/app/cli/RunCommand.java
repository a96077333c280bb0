package io.gridcast.app.cli;

import io.gridcast.app.clock.LiveClock;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Runs the engine on a Kafka cluster until it is stopped: all applications, the clock, and /metrics, /livez and"
                    + " /readyz.",
            "Several instances share the work; one of them leads the clock. It stops with exit code 1, and says why, when it"
                    + " meets a failure that waiting does not mend."
        },
        footer = {
            "  gridcast run --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast run --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
                    + " --config gridcast.properties --set engine.instance=a"
        })
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    @Option(names = "--no-clock", description = "Do not tick: a replay or another instance does.")
    private boolean noClock;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Override
    public Integer call() throws InterruptedException {
        http.requireFree();
        try (Platform platform = platformOptions.required()) {
            Settings settings = engineOptions.settings(Map.of());
            Partitions found = platform.requireTopics();
            GridcastConfig config = GridcastConfig.read(settings, found);
            http.requireSafe(config.http());
            platform.requireTopics(config.partitions());
            awaitSchemas(platform, config.engine().registryPatience());
            run(platform, config);
        }
        return 0;
    }

    private void run(Platform platform, GridcastConfig config) throws InterruptedException {
        Health health = new Health();
        try (Metrics metrics = new Metrics();
                EngineMonitor monitor = new EngineMonitor(platform, config, metrics.registry());
                LiveEngine live = LiveEngine.serving(platform, config, http.advertised(config));
                @Nullable LiveClock clock = noClock ? null : startClock(platform, health)) {
            monitor.attach(live, health);
            try (HttpServer server = http.start(
                    config.http(),
                    EngineRoutes.of(platform, config, live, http.advertised(config), monitor, metrics, health))) {
                Thread stop = new Thread(live::close, "stop");
                Runtime.getRuntime().addShutdownHook(stop);
                sayWhomItTrusts(config.lifecycle().trust());
                LOG.info("engine-started on=\"{}\" http={}", platform.description(), server.url());
                live.engine().awaitStop();
            }
        }
    }

    /** A registry that is away is waited for, at the start as ever after. */
    private static void awaitSchemas(Platform platform, Duration patience) throws InterruptedException {
        while (true) {
            try {
                platform.requireSchemas();
                return;
            } catch (RegistryUnavailableException e) {
                LOG.warn("engine-waits retry_ms={} cause=\"{}\" mend=\"{}\"", patience.toMillis(), e.what(), e.mend());
                Thread.sleep(patience.toMillis());
            }
        }
    }

    private static void sayWhomItTrusts(PackTrust trust) {
        if (trust.isEmpty()) {
            LOG.warn(
                    "no-trusted-keys what=\"every model pack will be refused\" why=\"models.trusted.keys is empty\""
                            + " mend=\"make a key (gridcast keys new FILE), put the line that it prints into --config, and start again\"");
        } else {
            LOG.info("trusts keys={} packs={}", trust.keys(), trust.packs().size());
        }
    }

    private static LiveClock startClock(Platform platform, Health health) {
        LiveClock clock = LiveClock.start(
                platform.cluster().client(),
                Topics.ticked().stream().map(Topic::name).toList());
        health.checkReady("clock", clock::trouble);
        return clock;
    }
}
