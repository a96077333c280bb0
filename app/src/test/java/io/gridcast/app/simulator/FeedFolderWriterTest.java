package io.gridcast.app.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFolderWriterTest {
    private static final Instant FROM = Instant.parse("2025-03-28T00:00:00Z");
    private static final Instant TO = FROM.plus(Duration.ofDays(5));
    private static final SimulatorOptions FEW = SimulatorOptions.DEFAULT.withMeters(120);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void theSameSeedWritesTheSameBytes() throws Exception {
        FaultRule[] faults = {FaultRule.usual(FaultKind.OUTAGE), FaultRule.usual(FaultKind.MISSING)};

        write("one", FEW.withFaults(faults), true);
        write("two", FEW.withFaults(faults), true);
        write("three", FEW.withSeed(2).withFaults(faults), true);

        assertThat(hashes("one")).isEqualTo(hashes("two")).hasSize(8);
        assertThat(hashes("three").values())
                .doesNotContainAnyElementsOf(hashes("one").entrySet().stream()
                        .filter(file -> !file.getKey().equals("series.csv"))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    @Test
    void whatIsReadBackIsWhatTheCountryTold() {
        write("feed", FEW, false);

        Set<TimedEvent> told = new HashSet<>(list(new SimulatedCountry(FEW).history(FROM, TO)));
        Set<TimedEvent> read = new HashSet<>();
        for (TimedEvent event : list(FeedFolder.open(folder.resolve("feed")).events())) {
            if (!(event.fact() instanceof Series)) {
                read.add(event);
            }
        }
        assertThat(read).hasSameSizeAs(told);
        assertThat(read.equals(told)).isTrue();
    }

    @Test
    void readingsOfMetersReplaceTheLoadsOfTheirFeeders() {
        write("feed", FEW, true);

        FeedFolder feed = FeedFolder.open(folder.resolve("feed"));
        Set<String> told = new HashSet<>();
        Map<String, Double> kwh = new HashMap<>();
        for (TimedEvent event : list(feed.events())) {
            if (event.fact() instanceof ObservedLoad load) {
                told.add(load.seriesId());
            } else if (event.fact() instanceof MeterReading reading) {
                kwh.merge(reading.meterId(), reading.energyKwh(), Double::sum);
            }
        }
        assertThat(told).containsExactlyInAnyOrder("COAST", "PLAIN", "HILLS");
        assertThat(feed.meters()).hasSize(120);
        assertThat(kwh.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        feed.meters().stream().map(MeterAssignment::meterId).toList());
        assertThat(feed.meters())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("from")
                .isEqualTo(new SimulatedCountry(FEW).assignments());
    }

    @Test
    void missingReadingsAreEmptyCells() {
        write("feed", FEW.withFaults(FaultRule.always(FaultKind.MISSING, 0.2)), true);

        long readings = list(FeedFolder.open(folder.resolve("feed")).events()).stream()
                .filter(event -> event.fact() instanceof MeterReading)
                .count();

        assertThat(readings).isBetween((long) (0.75 * 120 * 120), (long) (0.85 * 120 * 120));
    }

    @Test
    void faultsThatFilesCannotTellAreRefused() {
        var late = new SimulatedCountry(FEW.withFaults(FaultRule.usual(FaultKind.LATE)));
        var stuck = new SimulatedCountry(FEW.withFaults(FaultRule.usual(FaultKind.STUCK)));

        assertThatThrownBy(() -> new FeedFolderWriter(late, true))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("late");
        assertThatThrownBy(() -> new FeedFolderWriter(stuck, false))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("--readings");
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> write("", FEW, false))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("is not empty");
        assertThat(folder).isDirectoryContaining("glob:**/mine.txt");
    }

    @Test
    void whatFailsHalfWayLeavesNothingBehind() throws IOException {
        var writer = new FeedFolderWriter(new SimulatedCountry(FEW), false);

        assertThatThrownBy(() -> writer.write(folder.resolve("feed"), FROM, TO, at -> {
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");

        assertThat(folder).isEmptyDirectory();
    }

    private void write(String name, SimulatorOptions options, boolean readings) {
        new FeedFolderWriter(new SimulatedCountry(options), readings).write(folder.resolve(name), FROM, TO, at -> {});
    }

    private Map<String, String> hashes(String name) throws IOException, NoSuchAlgorithmException {
        Map<String, String> hashes = new TreeMap<>();
        try (var files = Files.list(folder.resolve(name))) {
            for (Path file : files.toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(hash));
            }
        }
        return hashes;
    }

    private static List<TimedEvent> list(Iterator<TimedEvent> events) {
        List<TimedEvent> list = new ArrayList<>();
        events.forEachRemaining(list::add);
        return list;
    }
}
