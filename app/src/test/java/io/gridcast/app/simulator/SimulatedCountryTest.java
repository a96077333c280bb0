package io.gridcast.app.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedCountryTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final SimulatorOptions FEW = SimulatorOptions.DEFAULT.withMeters(240);

    @Test
    void theSameSeedTellsTheSameInWhateverPieces() {
        SimulatorOptions options = FEW.withFaults(Arrays.stream(FaultKind.values())
                .map(kind -> FaultRule.always(kind, 0.1))
                .toArray(FaultRule[]::new));
        Instant end = MONDAY.plus(Duration.ofDays(3));

        List<TimedEvent> whole = list(new SimulatedCountry(options).live(MONDAY, end));
        List<TimedEvent> pieces = new ArrayList<>();
        SimulatedCountry other = new SimulatedCountry(options);
        Duration piece = Duration.ofMinutes(37);
        for (Instant at = MONDAY; at.isBefore(end); at = at.plus(piece)) {
            Instant to = at.plus(piece);
            other.live(at, to.isAfter(end) ? end : to).forEachRemaining(pieces::add);
        }

        assertThat(pieces.equals(whole)).isTrue();
    }

    @Test
    void aMomentIsTheSameWhateverWasAskedBefore() {
        SimulatedCountry country = new SimulatedCountry(FEW);
        Instant day = MONDAY.plus(Duration.ofDays(10));
        list(country.history(MONDAY, day));
        list(country.history(day.plus(Duration.ofDays(300)), day.plus(Duration.ofDays(301))));

        List<TimedEvent> later = list(country.live(day, day.plus(Duration.ofDays(1))));

        List<TimedEvent> alone = list(new SimulatedCountry(FEW).live(day, day.plus(Duration.ofDays(1))));
        assertThat(later.equals(alone)).isTrue();
    }

    @Test
    void anotherSeedTellsOfAnotherCountry() {
        Instant end = MONDAY.plus(Duration.ofHours(6));

        List<TimedEvent> other = list(new SimulatedCountry(FEW.withSeed(2)).history(MONDAY, end));

        assertThat(other)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(list(new SimulatedCountry(FEW).history(MONDAY, end)));
    }

    @Test
    void eventsComeInOrderOfAvailability() {
        List<Instant> times = list(new SimulatedCountry(FEW).live(MONDAY, MONDAY.plus(Duration.ofDays(2)))).stream()
                .map(TimedEvent::availableAt)
                .toList();

        assertThat(times).isSorted();
        assertThat(times.get(0)).isAfterOrEqualTo(MONDAY);
        assertThat(times.get(times.size() - 1)).isBefore(MONDAY.plus(Duration.ofDays(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT15M"})
    void theMetersSumToTheLoadOfTheSeriesToTheLastBit(String resolution) {
        SimulatorOptions options = FEW.withMeters(5_000).withResolution(Duration.parse(resolution));
        SimulatedCountry country = new SimulatedCountry(options);
        Instant noon = Instant.parse("2026-06-20T10:00:00Z");
        Map<String, String> seriesOf = country.assignments().stream()
                .collect(Collectors.toMap(MeterAssignment::meterId, MeterAssignment::seriesId));

        Map<String, Long> milliwattHours = new HashMap<>();
        for (TimedEvent event : list(country.live(noon, noon.plus(Duration.ofHours(6))))) {
            if (event.fact() instanceof MeterReading reading) {
                String slot = seriesOf.get(reading.meterId()) + " " + reading.intervalStart();
                milliwattHours.merge(slot, Math.round(reading.energyKwh() * 1e6), Long::sum);
            }
        }

        int compared = 0;
        double hours = options.resolution().toMillis() / 3_600_000.0;
        for (TimedEvent event : list(country.history(noon.plusSeconds(60), noon.plus(Duration.ofHours(5))))) {
            if (event.fact() instanceof ObservedLoad load && load.seriesId().contains("-")) {
                long sum = milliwattHours.getOrDefault(load.seriesId() + " " + load.slot(), Long.MIN_VALUE);
                assertThat(sum / 1e9 / hours).as("%s", load).isEqualTo(load.loadMw());
                compared++;
            }
        }
        assertThat(compared).isEqualTo((int) (12 * (5 / hours - 1)));
    }

    @Test
    void aZoneIsTheSumOfItsFeedersAndOwnsThePrice() {
        SimulatedCountry country = new SimulatedCountry(FEW);
        List<Series> series = country.series();

        List<Series> zones = series.stream().filter(Series::isTotal).toList();

        assertThat(series).hasSize(15);
        assertThat(zones).extracting(Series::seriesId).containsExactly("COAST", "PLAIN", "HILLS");
        assertThat(zones)
                .allSatisfy(zone -> assertThat(zone.targets()).containsExactlyInAnyOrder(Target.LOAD, Target.PRICE));
        Map<String, Double> loads = new HashMap<>();
        for (TimedEvent event : list(country.history(MONDAY, MONDAY.plusSeconds(1)))) {
            if (event.fact() instanceof ObservedLoad load) {
                loads.put(load.seriesId(), load.loadMw());
            }
        }
        for (Series zone : zones) {
            double sum = zone.members().stream().mapToDouble(loads::get).sum();
            assertThat(loads.get(zone.seriesId())).isCloseTo(sum, org.assertj.core.api.Assertions.within(1e-9));
        }
    }

    @Test
    void withoutFaultsNoReadingIsBeyondItsMetersLimits() {
        SimulatedCountry country = new SimulatedCountry(SimulatorOptions.DEFAULT);
        Map<String, MeterAssignment> meters =
                country.assignments().stream().collect(Collectors.toMap(MeterAssignment::meterId, meter -> meter));
        assertThat(meters).hasSize(5_000);
        assertThat(meters.values()).anyMatch(meter -> meter.minimumKw() < 0).anyMatch(meter -> meter.minimumKw() == 0);

        for (String day : List.of("2026-01-15T06:00:00Z", "2026-06-21T06:00:00Z")) {
            Instant from = Instant.parse(day);
            for (TimedEvent event : list(country.live(from, from.plus(Duration.ofHours(14))))) {
                if (event.fact() instanceof MeterReading reading) {
                    MeterAssignment meter = Objects.requireNonNull(meters.get(reading.meterId()));
                    assertThat(reading.energyKwh()).isBetween(meter.minimumKw(), meter.maximumKw());
                }
            }
        }
    }

    @Test
    void heatPumpsRaiseTheLoadOfHomesFromTheirDayOnAndNothingElseChanges() {
        Instant from = Instant.parse("2026-01-15T00:00:00Z");
        Instant to = from.plus(Duration.ofDays(2));
        SimulatorOptions changed = FEW.withHeatPumps(new HeatPumps(from, 0.25));

        List<TimedEvent> before = list(new SimulatedCountry(changed).history(from.minus(Duration.ofDays(2)), from));
        List<TimedEvent> after = list(new SimulatedCountry(changed).history(from.plusSeconds(1), to));

        assertThat(before.equals(list(new SimulatedCountry(FEW).history(from.minus(Duration.ofDays(2)), from))))
                .isTrue();
        List<TimedEvent> unchanged = list(new SimulatedCountry(FEW).history(from.plusSeconds(1), to));
        assertThat(withoutLoads(after).equals(withoutLoads(unchanged))).isTrue();
        assertThat(meanLoad(after, "PLAIN-F1") / meanLoad(unchanged, "PLAIN-F1"))
                .isBetween(1.3, 2.0);
        assertThat(meanLoad(after, "PLAIN-F3") / meanLoad(unchanged, "PLAIN-F3"))
                .isBetween(1.005, 1.1);
    }

    @Test
    void noReadingIsBeyondItsMetersLimitsWithHeatPumpsInAllHomes() {
        Instant from = Instant.parse("2026-01-15T00:00:00Z");
        SimulatedCountry country =
                new SimulatedCountry(SimulatorOptions.DEFAULT.withHeatPumps(new HeatPumps(Instant.EPOCH, 1)));
        Map<String, MeterAssignment> meters =
                country.assignments().stream().collect(Collectors.toMap(MeterAssignment::meterId, meter -> meter));

        for (TimedEvent event : list(country.live(from, from.plus(Duration.ofHours(30))))) {
            if (event.fact() instanceof MeterReading reading) {
                MeterAssignment meter = Objects.requireNonNull(meters.get(reading.meterId()));
                assertThat(reading.energyKwh()).isBetween(meter.minimumKw(), meter.maximumKw());
            }
        }
    }

    @Test
    void theNumberOfMetersDoesNotChangeTheLoad() {
        Instant end = MONDAY.plus(Duration.ofHours(12));

        List<TimedEvent> many = list(new SimulatedCountry(FEW.withMeters(50_000)).history(MONDAY, end));

        List<TimedEvent> few = list(new SimulatedCountry(FEW).history(MONDAY, end));
        assertThat(many.equals(few)).isTrue();
    }

    @Test
    void countsThatDoNotFitAreAllNamedAtOnce() {
        assertThatThrownBy(() -> new SimulatorOptions(
                        1, 3, 2, 1, Duration.ofMinutes(7), Duration.ofSeconds(-1), List.of(), HeatPumps.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feeders is 2")
                .hasMessageContaining("meters is 1")
                .hasMessageContaining("resolution is PT7M")
                .hasMessageContaining("reading delay is PT-1S");
    }

    @Test
    void aFaultOfSomethingThatIsNotThereIsRefused() {
        SimulatorOptions options = FEW.withFaults(FaultRule.parse("stuck:COAST-F9"));

        assertThatThrownBy(() -> new SimulatedCountry(options))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("there is no 'COAST-F9'")
                .hasMessageContaining("COAST-F1");
    }

    private static List<TimedEvent> withoutLoads(List<TimedEvent> events) {
        return events.stream()
                .filter(event -> !(event.fact() instanceof ObservedLoad))
                .toList();
    }

    private static double meanLoad(List<TimedEvent> events, String series) {
        return events.stream()
                .filter(event -> event.fact() instanceof ObservedLoad load
                        && load.seriesId().equals(series))
                .mapToDouble(event -> ((ObservedLoad) event.fact()).loadMw())
                .average()
                .orElseThrow();
    }

    private static List<TimedEvent> list(Iterator<TimedEvent> events) {
        List<TimedEvent> list = new ArrayList<>();
        events.forEachRemaining(list::add);
        return list;
    }
}
