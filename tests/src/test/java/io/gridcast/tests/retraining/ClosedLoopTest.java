package io.gridcast.tests.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.keys.KeyFile;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.simulator.HeatPumps;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.train.CountryHistory;
import io.gridcast.app.train.ScopedHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.drift.ErrorWatch;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.pack.SigningKey;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.drift.CountryRun;
import io.gridcast.tests.replay.CommandLines;
import io.gridcast.tests.replay.RunningCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The country changes its behaviour, and nobody does anything about it: the engine finds out, a scheduler runs the trainer where a
 * request waits, the new model wins in shadow and is promoted by policy.
 */
class ClosedLoopTest {
    /**
     * A summer without a cold spell in the plain. The pumps heat water and little else then, so what the models lose is alike week after
     * week, as the sequential test presumes; where weather comes and goes the same verdict takes months more.
     */
    private static final long SEED = 6;

    private static final Instant BEGIN = Instant.parse("2024-01-21T00:00:00Z");
    private static final Instant LIVE = Instant.parse("2024-04-14T00:00:00Z");
    private static final Instant CHANGE = Instant.parse("2024-05-22T00:00:00Z");
    private static final Instant AT_LATEST = Instant.parse("2024-09-20T00:00:00Z");
    private static final Duration AFTERWARDS = Duration.ofDays(14);
    private static final Duration FOUND_WITHIN = Duration.ofDays(14);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Real time that an hour of the country's takes while the trainer works. */
    private static final Duration HOUR_OF_TRAINING = Duration.ofSeconds(1);

    private static final Duration LEARNT_FROM = Duration.ofDays(42);
    private static final double SHARE_OF_HOMES = 0.9;
    private static final String SERIES = "PLAIN-F1";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final SimulatedCountry country = new SimulatedCountry(
            new SimulatorOptions(SEED, 2, 2, 2, HOUR, Duration.ZERO, List.of(), new HeatPumps(CHANGE, SHARE_OF_HOMES)));
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<Instant> promoted = new AtomicReference<>();

    @Test
    @Timeout(1_200)
    void heatPumpsAppearAndTheLoopClosesWithNoHandOnIt() throws Exception {
        PackShipment first = firstModel();
        Path keyFile = directory.resolve("trainer.pem");
        SigningKey key = KeyFile.create(keyFile);
        try (CountryRun run = CountryRun.start(
                directory,
                country,
                series -> series.seriesId().equals(SERIES),
                BEGIN,
                settings(),
                config -> config.trusting(config.lifecycle()
                        .trust()
                        .andPacks(List.of(first.packHash()))
                        .andKey("trainer", key.publicKey())))) {
            run.follow(this::watch);
            run.past(LIVE.minus(DAY));
            run.deploy(first);
            run.live(LIVE);

            live(run, keyFile);

            Timeline timeline = new Timeline(run);
            timeline.add(CHANGE, "heat pumps appear in " + (int) (100 * SHARE_OF_HOMES) + " % of the homes");
            System.out.println(timeline.print(LIVE, run.now()));
            assertClosed(
                    timeline, first.model(), Objects.requireNonNull(promoted.get(), "nothing was promoted"), run.now());
        }
    }

    private PackShipment firstModel() {
        var history =
                new ScopedHistory(new CountryHistory(country, BEGIN, LIVE), new Scope(Target.LOAD, "series:" + SERIES));
        return new PackShipment(
                new TrainingRun(history, LIVE, false, options -> options.withThreads(1)).train(Target.LOAD));
    }

    /** Lets time go by until some weeks after a promotion, and runs the trainer wherever a request waits. */
    private void live(CountryRun run, Path key) throws InterruptedException {
        int handled = 0;
        while (run.now().isBefore(end())) {
            run.live(run.now().plus(DAY));
            if (requests.get() > handled) {
                handled = requests.get();
                train(run, key, handled);
            }
        }
        run.settle();
    }

    private Instant end() {
        Instant at = promoted.get();
        return at == null ? AT_LATEST : at.plus(AFTERWARDS);
    }

    private void watch(Subscription topics) {
        topics.values(Topics.RETRAINING_REQUESTS, (request, at) -> requests.incrementAndGet())
                .values(Topics.MODELS_AUDIT, (entry, at) -> {
                    if (entry.what().equals("effective") && entry.who().equals(ModelAuthors.POLICY)) {
                        promoted.set(entry.at());
                    }
                });
    }

    /** What a scheduler does: {@code gridcast trainer --once} in a process of its own, while time goes on. */
    private void train(CountryRun run, Path key, int number) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("trainer", "--once", "--key", key.toString()));
        arguments.addAll(List.of("--from", run.now().minus(LEARNT_FROM).toString()));
        arguments.addAll(run.arguments());
        var commands = new CommandLines(directory, "-Xmx1g");
        try (RunningCommand trainer = commands.start("trainer-" + number, arguments)) {
            while (!trainer.awaitEnd(HOUR_OF_TRAINING)) {
                run.live(run.now().plus(HOUR));
            }
            trainer.awaitSuccess(Duration.ZERO);
        }
    }

    private static void assertClosed(Timeline timeline, ModelRef first, Instant promotedAt, Instant end) {
        DriftEvent found = found(timeline, first);
        RetrainingRequest request = timeline.requests().stream()
                .filter(asked -> !asked.requestedAt().isBefore(found.detectedAt()))
                .findFirst()
                .orElseThrow();
        assertThat(request.reason()).startsWith("drift: ");
        AuditEntry promotion = theOnly(timeline, "promote", ModelAuthors.POLICY);
        assertThat(promotion.at()).isBeforeOrEqualTo(promotedAt);
        assertThat(timeline.verdicts()).anySatisfy(verdict -> {
            assertThat(verdict.decision()).isEqualTo(Verdict.Decision.CHALLENGER_BETTER);
            assertThat(verdict.champion()).isEqualTo(first);
            assertThat(verdict.challenger()).hasToString(promotion.subject());
        });
        assertThat(timeline.audit())
                .filteredOn(entry -> entry.subject().equals(promotion.subject()))
                .as("published and shadowed by the trainer, promoted by the policy, and nobody else had a hand in it")
                .extracting(entry -> entry.who() + " " + entry.what())
                .containsExactly(
                        "trainer publish", "trainer shadow", "trainer effective", "policy promote", "policy effective");
        Instant cutOver = promotedAt.plus(DAY);
        assertThat(timeline.championsError(cutOver, end))
                .as("the champion's error comes back down")
                .isLessThan(0.6 * timeline.championsError(CHANGE, promotedAt));
        assertThat(timeline.error(cutOver, end))
                .as(
                        "the error of what is issued is as before its rise, which the mixture cushioned from the second week on")
                .isLessThan(0.6 * timeline.error(CHANGE, CHANGE.plus(FOUND_WITHIN)));
        assertThat(timeline.championsError(cutOver, end))
                .as("the champion errs less than the one before on the same days, which goes on in shadow")
                .isLessThan(0.8 * timeline.shadowsError(first, cutOver, end));
    }

    /** The errors were found to have risen within two weeks of the change, by a detector that had said nothing before. */
    private static DriftEvent found(Timeline timeline, ModelRef first) {
        DriftEvent found = timeline.drift().stream()
                .filter(event -> event.detectedAt().isAfter(CHANGE)
                        && event.variable().equals(ErrorWatch.VARIABLE)
                        && event.likelyCause().contains("errors of " + first))
                .findFirst()
                .orElseThrow();
        assertThat(found.detectedAt()).isBefore(CHANGE.plus(FOUND_WITHIN));
        assertThat(timeline.drift())
                .filteredOn(event -> event.detectedAt().isBefore(CHANGE))
                .extracting(DriftEvent::detector)
                .doesNotContain(found.detector());
        return found;
    }

    private static AuditEntry theOnly(Timeline timeline, String what, String who) {
        List<AuditEntry> all = timeline.audit().stream()
                .filter(entry -> entry.what().equals(what) && entry.who().equals(who))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Map<String, String> settings() {
        return Map.of(
                "forecast.from", LIVE.toString(),
                "promotion.policy", "auto",
                "verdict.alpha", "0.2",
                "retraining.cool-down", "21d",
                "retraining.every", "365d");
    }
}
