package io.gridcast.tests.drift;

import io.gridcast.app.models.PackShipment;
import io.gridcast.app.simulator.HeatPumps;
import io.gridcast.app.simulator.SimulatedCountry;
import io.gridcast.app.simulator.SimulatorOptions;
import io.gridcast.app.train.CountryHistory;
import io.gridcast.app.train.TrainingRun;
import io.gridcast.core.drift.Detector;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.serdes.Topics;
import io.gridcast.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What drift detectors say of a simulated zone and its feeders, through a whole engine: in a year in which nothing changes, and after heat
 * pumps have appeared in a share of its homes. One model of the load, trained on what came before, stays champion all the time.
 *
 * <p>Arguments: a directory to work in, years to train on, feeders, the share of homes, and seeds.
 */
public final class DriftYear {
    private static final Instant LIVE = Instant.parse("2024-01-10T00:00:00Z");
    private static final Instant CHANGE = Instant.parse("2025-01-10T00:00:00Z");
    private static final Instant END = Instant.parse("2025-03-11T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS_A_YEAR = 365;

    private DriftYear() {}

    /** Runs and prints, seed by seed. */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        Instant begin = LIVE.minus(DAY.multipliedBy(DAYS_A_YEAR * Integer.parseInt(arguments[1])));
        int feeders = Integer.parseInt(arguments[2]);
        double share = Double.parseDouble(arguments[3]);
        for (String seed : List.of(arguments).subList(4, arguments.length)) {
            var country = new SimulatedCountry(new SimulatorOptions(
                    Long.parseLong(seed),
                    1,
                    feeders,
                    feeders,
                    Duration.ofHours(1),
                    Duration.ZERO,
                    List.of(),
                    new HeatPumps(CHANGE, share)));
            List<DriftEvent> events = run(directory(work, seed), country, begin);
            System.out.println("seed " + seed);
            for (Series series : country.series()) {
                print(series.seriesId(), events);
            }
        }
    }

    private static Path directory(Path work, String seed) throws IOException {
        return Files.createDirectories(work.resolve("seed-" + seed));
    }

    private static List<DriftEvent> run(Path directory, SimulatedCountry country, Instant begin) throws Exception {
        PackShipment model = new PackShipment(
                new TrainingRun(new CountryHistory(country, begin, LIVE), LIVE, false, DriftYear::quickly)
                        .train(Target.LOAD));
        try (CountryRun run = CountryRun.start(
                directory,
                country,
                series -> true,
                begin,
                Map.of("forecast.from", LIVE.toString()),
                config -> config.trusting(config.lifecycle().trust().andPacks(List.of(model.packHash()))))) {
            run.past(LIVE.minus(DAY));
            run.deploy(model);
            run.live(END);
            run.settle();
            return run.read(Topics.DRIFT_EVENTS).stream()
                    .filter(event -> event.target() == Target.LOAD)
                    .toList();
        }
    }

    /** Half the rows, in half the time. */
    private static Trainer.Options quickly(Trainer.Options options) {
        return new Trainer.Options(
                options.withoutOutlook(),
                options.rowsAnIssue() / 2,
                options.schedule(),
                options.parameters().withThreads(1),
                options.validation(),
                options.codeVersion());
    }

    private static void print(String series, List<DriftEvent> events) {
        for (Detector detector : Detector.values()) {
            List<DriftEvent> found = events.stream()
                    .filter(event ->
                            event.seriesId().equals(series) && event.detector().equals(detector.word()))
                    .toList();
            List<DriftEvent> calm = found.stream()
                    .filter(event -> event.detectedAt().isBefore(CHANGE))
                    .toList();
            Optional<DriftEvent> first = found.stream()
                    .filter(event -> !event.detectedAt().isBefore(CHANGE))
                    .findFirst();
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-13s %2d false alarms in %d days%s; heat pumps: %s%n",
                    series,
                    detector.word(),
                    calm.size(),
                    Duration.between(LIVE, CHANGE).toDays(),
                    calm.isEmpty()
                            ? ""
                            : " " + calm.stream().map(DriftYear::describe).toList(),
                    first.map(event -> "after "
                                    + Duration.between(CHANGE, event.detectedAt())
                                            .toDays() + " days, "
                                    + event.variable() + ", " + event.likelyCause())
                            .orElse("not within "
                                    + Duration.between(CHANGE, END).toDays() + " days"));
        }
    }

    private static String describe(DriftEvent event) {
        return event.variable() + " " + event.detectedAt().toString().substring(0, 10);
    }
}
