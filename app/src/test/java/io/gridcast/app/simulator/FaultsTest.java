package io.gridcast.app.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant FRIDAY = MONDAY.plus(Duration.ofDays(4));
    /** A minute on, so that the readings of the last hour are in. */
    private static final Instant END = FRIDAY.plusSeconds(61);

    private static final SimulatorOptions SOME =
            new SimulatorOptions(1, 3, 3, 300, Duration.ofHours(1), Duration.ofSeconds(60), List.of(), HeatPumps.NONE);
    private static final List<TimedEvent> PERFECT = live(SOME);

    @Test
    void aPerfectCountryHasNoFaultOfAnyKind() {
        assertThat(longestRun(PERFECT)).isLessThan(6);
        assertThat(readings(PERFECT)).hasSize(300 * 96);
        assertThat(aboveMaximum(PERFECT)).isEmpty();
        assertThat(PERFECT.stream().filter(FaultsTest::isLate)).isEmpty();
        assertThat(offTheHour(PERFECT)).isEmpty();
        assertThat(count(PERFECT, WeatherForecast.class)).isEqualTo(3 * 4 * 4);
        assertThat(count(PERFECT, WeatherObservation.class)).isEqualTo(3 * 2 * 96);
        assertThat(count(PERFECT, SystemOutlook.class)).isEqualTo(3 * 4);
        assertThat(count(PERFECT, MarketPrice.class)).isEqualTo(3 * 4 * 24);
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void aFaultLeavesAllThatItDoesNotConcernAsItWas(FaultKind kind) {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.always(kind, 0.03)));

        List<TimedEvent> unchanged = new ArrayList<>(faulty);
        unchanged.retainAll(new java.util.HashSet<>(PERFECT));
        assertThat(faulty.equals(PERFECT)).isFalse();
        assertThat(unchanged.size()).isGreaterThan((int) (0.85 * PERFECT.size()));
    }

    @Test
    void aStuckMeterRepeatsItself() {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.always(FaultKind.STUCK, 0.02)));

        assertThat(longestRun(faulty)).isGreaterThanOrEqualTo(40);
    }

    @Test
    void aMeterIsStuckAtTheReadingItHadWhenItStuck() {
        String meter = "COAST-F1-M00007";
        Instant from = MONDAY.plus(Duration.ofHours(10));
        Instant to = MONDAY.plus(Duration.ofHours(30));

        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.certain(FaultKind.STUCK, meter, from, to)));

        Map<Instant, Double> was = course(PERFECT, meter);
        Map<Instant, Double> is = course(faulty, meter);
        was.forEach((slot, energyKwh) -> {
            boolean stuck = !slot.isBefore(from) && slot.isBefore(to);
            assertThat(is.get(slot)).as("%s", slot).isEqualTo(stuck ? was.get(from) : energyKwh);
        });
    }

    @Test
    void missingReadingsAreMissingAtTheRateAskedFor() {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.always(FaultKind.MISSING, 0.1)));

        assertThat(readings(faulty).size()).isBetween((int) (0.88 * 300 * 96), (int) (0.92 * 300 * 96));
    }

    @Test
    void spikesAreBeyondWhatTheMeterCanMeasure() {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.always(FaultKind.SPIKE, 0.002)));

        assertThat(aboveMaximum(faulty).size()).isBetween(25, 100);
    }

    @Test
    void lateBatchesArriveTogetherAndWhole() {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.always(FaultKind.LATE, 0.2)));

        List<TimedEvent> late = faulty.stream().filter(FaultsTest::isLate).toList();
        Map<Instant, Long> batches =
                late.stream().collect(Collectors.groupingBy(TimedEvent::availableAt, Collectors.counting()));
        assertThat(late.size()).isBetween(2_000, 12_000);
        assertThat(batches.values()).allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(40));
        assertThat(late)
                .allSatisfy(event -> assertThat(
                                Duration.between(((MeterReading) event.fact()).intervalEnd(), event.availableAt()))
                        .isBetween(Duration.ofMinutes(2), Duration.ofHours(24)));
    }

    @Test
    void wrongClocksShiftIntervals() {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.always(FaultKind.CLOCK, 0.05)));

        assertThat(offTheHour(faulty)).isNotEmpty();
        assertThat(faulty)
                .anyMatch(event -> event.fact() instanceof MeterReading reading
                        && reading.intervalStart().isAfter(event.availableAt()));
    }

    @Test
    void anOutageSilencesOneFeedOfOneZoneAndNothingElse() {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.certain(
                FaultKind.OUTAGE,
                "weather.forecast/HILLS",
                MONDAY.plus(Duration.ofHours(12)),
                MONDAY.plus(Duration.ofHours(36)))));

        List<TimedEvent> lost = new ArrayList<>(PERFECT);
        lost.removeAll(new java.util.HashSet<>(faulty));
        assertThat(faulty).hasSize(PERFECT.size() - 4);
        assertThat(lost)
                .hasSize(4)
                .allSatisfy(event -> assertThat(event.fact())
                        .isInstanceOfSatisfying(
                                WeatherForecast.class,
                                run -> assertThat(run.zone()).isEqualTo("HILLS")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather.observed", "weather.forecast", "market.outlook"})
    void whatAFeedWouldHaveToldInAnOutageIsLost(String feed) {
        List<TimedEvent> faulty = live(SOME.withFaults(FaultRule.certain(FaultKind.OUTAGE, feed, MONDAY, END)));

        Class<?> lost = feed.equals("weather.observed")
                ? WeatherObservation.class
                : feed.equals("weather.forecast") ? WeatherForecast.class : SystemOutlook.class;
        List<TimedEvent> rest =
                PERFECT.stream().filter(event -> !lost.isInstance(event.fact())).toList();
        assertThat(faulty.equals(rest)).isTrue();
    }

    @Test
    void pricesAndReadingsAreKeptBackUntilAnOutageEnds() {
        Instant from = MONDAY.plus(Duration.ofHours(8));
        Instant to = MONDAY.plus(Duration.ofHours(20));

        List<TimedEvent> faulty = live(SOME.withFaults(
                FaultRule.certain(FaultKind.OUTAGE, "market.prices", from, to),
                FaultRule.certain(FaultKind.OUTAGE, "meter.readings", from, to)));

        assertThat(faulty).hasSize(PERFECT.size());
        assertThat(faulty)
                .filteredOn(event -> !event.availableAt().isBefore(from)
                        && event.availableAt().isBefore(to))
                .noneMatch(event -> event.fact() instanceof MarketPrice || event.fact() instanceof MeterReading);
        assertThat(faulty)
                .filteredOn(event -> event.fact() instanceof MarketPrice
                        && event.availableAt().equals(to))
                .hasSize(3 * 24);
    }

    @Test
    void faultsAreReadFromWords() {
        assertThat(FaultRule.parse("late")).isEqualTo(FaultRule.usual(FaultKind.LATE));
        assertThat(FaultRule.parse("stuck=0.25")).isEqualTo(FaultRule.always(FaultKind.STUCK, 0.25));
        assertThat(FaultRule.parse("missing=0.2:COAST-F1"))
                .isEqualTo(new FaultRule(FaultKind.MISSING, 0.2, "COAST-F1", Instant.MIN, Instant.MAX));
        assertThat(FaultRule.parse("outage:weather.forecast@2026-03-02T00:00:00Z/2026-03-06T00:00:00Z"))
                .isEqualTo(FaultRule.certain(FaultKind.OUTAGE, "weather.forecast", MONDAY, FRIDAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broken",
                "stuck=2",
                "stuck=0",
                "stuck=x",
                "late@yesterday/today",
                "",
                "late@2026-03-02T00:00:00Z"
            })
    void wordsThatNameNoFaultAreExplained(String words) {
        assertThatThrownBy(() -> FaultRule.parse(words))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("'" + words + "'")
                .hasMessageContaining("stuck, missing, spike, late, clock, outage");
    }

    private static List<TimedEvent> live(SimulatorOptions options) {
        List<TimedEvent> events = new ArrayList<>();
        new SimulatedCountry(options).live(MONDAY.plusSeconds(61), END).forEachRemaining(events::add);
        return events;
    }

    private static List<MeterReading> readings(Collection<TimedEvent> events) {
        return events.stream()
                .filter(event -> event.fact() instanceof MeterReading)
                .map(event -> (MeterReading) event.fact())
                .toList();
    }

    private static Map<Instant, Double> course(Collection<TimedEvent> events, String meter) {
        return readings(events).stream()
                .filter(reading -> reading.meterId().equals(meter))
                .collect(Collectors.toMap(MeterReading::intervalStart, MeterReading::energyKwh));
    }

    private static int longestRun(Collection<TimedEvent> events) {
        Map<String, MeterReading> last = new HashMap<>();
        Map<String, Integer> runs = new HashMap<>();
        int longest = 0;
        for (MeterReading reading : readings(events)) {
            MeterReading before = last.put(reading.meterId(), reading);
            boolean same = before != null && before.energyKwh() == reading.energyKwh();
            longest = Math.max(longest, runs.merge(reading.meterId(), 1, (run, one) -> same ? run + 1 : 1));
        }
        return longest;
    }

    private static List<MeterReading> aboveMaximum(Collection<TimedEvent> events) {
        Map<String, Double> maximumKw = new SimulatedCountry(SOME)
                .assignments().stream().collect(Collectors.toMap(MeterAssignment::meterId, MeterAssignment::maximumKw));
        return readings(events).stream()
                .filter(reading -> reading.energyKwh() > maximumKw.getOrDefault(reading.meterId(), Double.NaN))
                .toList();
    }

    private static List<MeterReading> offTheHour(Collection<TimedEvent> events) {
        return readings(events).stream()
                .filter(reading -> reading.intervalStart().getEpochSecond() % 3600 != 0)
                .toList();
    }

    private static boolean isLate(TimedEvent event) {
        return event.fact() instanceof MeterReading reading
                && event.availableAt().isAfter(reading.intervalEnd().plusSeconds(60));
    }

    private static long count(Collection<TimedEvent> events, Class<?> fact) {
        return events.stream().filter(event -> fact.isInstance(event.fact())).count();
    }
}
