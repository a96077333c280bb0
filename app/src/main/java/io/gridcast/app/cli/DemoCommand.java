package io.gridcast.app.cli;

import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.http.Health;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.keys.KeyFile;
import io.gridcast.app.live.EngineMonitor;
import io.gridcast.app.live.ForecastTable;
import io.gridcast.app.live.LiveEngine;
import io.gridcast.app.live.SimulatedPresent;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.platform.Workspace;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.app.train.CountryHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.SigningKey;
import io.gridcast.training.Trainer;
import io.gridcast.training.validation.RollingOrigin;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Shows the whole engine on this machine: a broker, a registry, a simulated country of 3 zones and 5,000 meters, first"
                    + " models, and live forecasts of load and price.",
            "With --data it replays feed files as if they came in now. Nothing stays behind unless --keep is given."
        },
        footer = {
            "  gridcast demo",
            "  gridcast demo --speed 600 --duration 2m",
            "  gridcast demo --data ../shared/data/spain --speed 3600 --duration 5m --http-port 0"
        })
final class DemoCommand implements Callable<Integer> {
    /** Just before the full hour at which day-ahead prices are forecast, so that both targets show within moments. */
    private static final LocalTime BEGINS_AT = LocalTime.of(10, 57);

    private static final Duration PAST = Duration.ofDays(50);
    private static final Duration LEARNT_FROM = Duration.ofDays(28);
    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final int QUICK_ROUNDS = 30;
    private static final int HOURS_A_DAY = 24;
    private static final String NAME = "demo";
    private static final String WHY = "first model of the demo";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Replay these feed files instead of simulating a country.")
    private @Nullable Path data;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "N times real time (default: ${DEFAULT-VALUE}: an hour a minute).")
    private double speed = 60;

    @Option(names = "--duration", paramLabel = "TIME", description = "Stop after so long (default: when interrupted).")
    private @Nullable String duration;

    @Option(names = "--seed", paramLabel = "N", description = "Which country is simulated (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--keep", paramLabel = "DIR", description = "Keep broker, registry and stores there.")
    private @Nullable Path keep;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Mixin
    private final EngineOptions engineOptions = new EngineOptions();

    private String shown = "";

    @Override
    public Integer call() throws Exception {
        if (speed <= 0) {
            throw new ParameterException(spec.commandLine(), "--speed is " + speed + ", must be more than 0");
        }
        Optional<Duration> atMost = Optional.ofNullable(duration).map(text -> WaitTimes.parse(spec, text));
        if (data != null) {
            return spec.commandLine().getParent().execute(asReplay(data));
        }
        http.requireFree();
        SimulatedCountry country = new SimulatedCountry(SimulatorOptions.DEFAULT.withSeed(seed));
        Instant start = start(country.series().get(0).timeZone());
        try (Workspace workspace = Workspace.open(Optional.ofNullable(keep));
                Platform platform = Platforms.embedded(workspace.directory())) {
            SigningKey key = KeyFile.readOrCreate(workspace.directory().resolve("demo-key.pem"));
            GridcastConfig config = config(workspace, start);
            config = config.trusting(config.lifecycle().trust().andKey(NAME, key.publicKey()));
            http.requireSafe(config.http());
            platform.createTopics(config.partitions(), Keep.EVERYTHING);
            run(platform, config, country, start, key, atMost);
        }
        return 0;
    }

    private String[] asReplay(Path folder) {
        List<String> args = new ArrayList<>(
                List.of("replay", "--data", folder.toString(), "--speed", Double.toString(speed), "--serve"));
        if (duration != null) {
            args.addAll(List.of("--duration", duration));
        }
        if (keep != null) {
            args.addAll(List.of("--keep", keep.toString()));
        }
        args.addAll(http.given());
        args.addAll(engineOptions.given());
        return args.toArray(String[]::new);
    }

    private void run(
            Platform platform,
            GridcastConfig config,
            SimulatedCountry country,
            Instant start,
            SigningKey key,
            Optional<Duration> atMost)
            throws InterruptedException {
        Health health = new Health();
        try (Metrics metrics = new Metrics();
                EngineMonitor monitor = new EngineMonitor(platform, config, metrics.registry());
                LiveEngine live = LiveEngine.serving(platform, config, http.advertised(config));
                SimulatedPresent present = new SimulatedPresent(platform, country, start, speed)) {
            monitor.attach(live, health);
            try (HttpServer server = http.start(
                    config.http(),
                    EngineRoutes.of(platform, config, live, http.advertised(config), monitor, metrics, health))) {
                say("on " + platform.description() + "; " + server.url() + "/metrics, /livez, /readyz");
                long published = present.publishPast(start.minus(PAST));
                say(published + " facts of the past published; the country's time is " + start);
                live.engine().awaitRunning(RUNNING_WITHIN);
                present.start();
                Thread learner =
                        new Thread(() -> deployFirstModels(platform, country, start, key, present), "first-models");
                learner.setDaemon(true);
                learner.start();
                watch(live, monitor, present, atMost);
            }
        }
    }

    /** Small models, made in seconds: forecasts stand on similar days until they are effective. */
    private void deployFirstModels(
            Platform platform, SimulatedCountry country, Instant start, SigningKey key, SimulatedPresent present) {
        TrainingRun run = new TrainingRun(
                new CountryHistory(country, start.minus(LEARNT_FROM), start), start, false, DemoCommand::quick);
        ModelDesk desk = new ModelDesk(platform, NAME);
        for (Target target : run.targets()) {
            try {
                PackShipment pack = new PackShipment(run.train(target).signedBy(key));
                desk.publish(pack, WHY, present.now());
                desk.deploy(pack, WHY, present.now());
                say(pack.model() + " is handed in as champion");
            } catch (ExplainedException e) {
                say("no first model for " + target.name().toLowerCase(Locale.ROOT) + ": " + e.what()
                        + "; forecasts stand on similar days");
            }
        }
    }

    private static Trainer.Options quick(Trainer.Options options) {
        return new Trainer.Options(
                options.withoutOutlook(),
                options.rowsAnIssue() > HOURS_A_DAY ? options.rowsAnIssue() : 1,
                options.schedule(),
                options.parameters().withRounds(QUICK_ROUNDS),
                RollingOrigin.NONE,
                options.codeVersion());
    }

    private void watch(LiveEngine live, EngineMonitor monitor, SimulatedPresent present, Optional<Duration> atMost)
            throws InterruptedException {
        long startNs = System.nanoTime();
        boolean told = false;
        while (atMost.isEmpty() || System.nanoTime() - startNs < atMost.get().toNanos()) {
            live.engine().requireNoFailure();
            present.requireNoFailure();
            Optional<Duration> first = monitor.firstForecastAfter();
            if (!told && first.isPresent()) {
                say(String.format(
                        Locale.ROOT,
                        "first forecast %.1f s after the engine was started",
                        first.get().toMillis() / 1000.0));
                told = true;
            }
            show(monitor, present);
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }

    /** Shows the table whenever a later forecast has come. */
    private void show(EngineMonitor monitor, SimulatedPresent present) {
        List<Forecast> newest = monitor.newestForecasts();
        String issued = newest.stream()
                .map(forecast -> forecast.issuedAt().toString())
                .max(String::compareTo)
                .orElse("");
        if (!issued.equals(shown)) {
            shown = issued;
            PrintWriter out = spec.commandLine().getOut();
            out.println();
            out.print(ForecastTable.format(newest));
            out.printf(
                    "at %s: %d set aside, %d dead letters%n", present.now(), monitor.setAside(), monitor.deadLetters());
            out.flush();
        }
    }

    private GridcastConfig config(Workspace workspace, Instant start) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("engine.state-dir", workspace.directory().resolve("state").toString());
        defaults.put("engine.transaction-timeout", "60s"); // all of the past comes at once, and nobody takes over
        defaults.put("forecast.from", start.toString());
        return GridcastConfig.read(engineOptions.settings(defaults), Partitions.of(1));
    }

    private static Instant start(ZoneId zone) {
        return LocalDate.now(zone).atTime(BEGINS_AT).atZone(zone).toInstant();
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
