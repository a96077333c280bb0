package io.gridcast.app.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.weather.WeatherForecast;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One year of the default country, held against what is known of real ones. */
class RealismTest {
    private static final Chronicle YEAR = new Chronicle(new SimulatedCountry(SimulatorOptions.DEFAULT)
            .history(Instant.parse("2024-12-31T23:00:00Z"), Instant.parse("2025-12-31T23:00:00Z")));
    private static final List<String> ZONES = List.of("COAST", "PLAIN", "HILLS");
    private static final Set<LocalDate> FREE = Set.of(
            LocalDate.of(2025, 1, 1), LocalDate.of(2025, 5, 1), LocalDate.of(2025, 5, 29), LocalDate.of(2025, 10, 3));

    @Test
    void aDayHasANightAndAnEveningPeak() {
        for (String zone : ZONES) {
            double night = mean("load " + zone, at -> at.getHour() >= 2 && at.getHour() < 4);
            double evening = mean("load " + zone, at -> at.getHour() >= 17 && at.getHour() < 20);

            assertThat(evening / night).as(zone).isBetween(1.3, 2.3);
        }
    }

    @Test
    void weekendsAndHolidaysAreCalmer() {
        for (String zone : ZONES) {
            double workday = mean("load " + zone, at -> !isWeekend(at) && !FREE.contains(at.toLocalDate()));
            double weekend = mean("load " + zone, RealismTest::isWeekend);
            double holiday = mean("load " + zone, at -> FREE.contains(at.toLocalDate()));

            assertThat(weekend / workday).as(zone).isBetween(0.75, 0.93);
            assertThat(holiday / workday).as(zone).isBetween(0.65, 0.95);
        }
    }

    @Test
    void coldRaisesTheLoadInWinterAndHeatInSummer() {
        double winter =
                slope("load PLAIN-F1", "temperature_c PLAIN-W1", at -> at.getMonthValue() <= 2 && at.getHour() == 19);
        double summer = slope(
                "load HILLS-F2",
                "temperature_c HILLS-W1",
                at -> at.getMonthValue() >= 6 && at.getMonthValue() <= 8 && at.getHour() == 20 && !isWeekend(at));

        assertThat(winter).isLessThan(-0.02);
        assertThat(summer).isGreaterThan(0.005);
        assertThat(mean("load PLAIN", at -> at.getMonthValue() == 1)
                        / mean("load PLAIN", at -> at.getMonthValue() == 7))
                .isBetween(1.2, 2.0);
    }

    @Test
    void panelsFeedBackOnSunnyNoonsOfTheCountryside() {
        double noon = mean("load HILLS-F4", at -> at.getMonthValue() == 6 && at.getHour() == 13);
        double night = mean("load HILLS-F4", at -> at.getMonthValue() == 6 && at.getHour() == 2);

        assertThat(noon).isLessThan(0);
        assertThat(night).isGreaterThan(0.5);
    }

    @Test
    void theOutlookOfTheLoadIsOffByOneToThreePerCent() {
        for (String zone : ZONES) {
            Map<Instant, Double> load = YEAR.channel("load " + zone);
            double mape = YEAR.channel("outlook " + zone).entrySet().stream()
                    .filter(step -> load.containsKey(step.getKey()))
                    .mapToDouble(step -> Math.abs(step.getValue() / load.getOrDefault(step.getKey(), Double.NaN) - 1))
                    .average()
                    .orElseThrow();

            assertThat(mape).as(zone).isBetween(0.01, 0.03);
        }
    }

    @Test
    void theErrorOfAWeatherForecastGrowsWithItsLead() {
        double first = temperatureError(0, 12);
        double second = temperatureError(24, 36);
        double last = temperatureError(60, 72);

        assertThat(first).isBetween(0.3, 1.0);
        assertThat(second).isGreaterThan(1.2 * first);
        assertThat(last).isGreaterThan(1.2 * second).isLessThan(3);
    }

    @Test
    void pricesFallBelowZeroAndShootUpNowAndThen() {
        for (String zone : ZONES) {
            var prices = YEAR.channel("price " + zone).values();
            double negative = share(prices, price -> price < 0);
            double spikes = share(prices, price -> price > 250);

            assertThat(negative).as(zone).isBetween(0.005, 0.08);
            assertThat(spikes).as(zone).isBetween(0.0005, 0.02);
            assertThat(prices.stream().mapToDouble(price -> price).average().orElseThrow())
                    .isBetween(35.0, 90.0);
            assertThat(prices).allMatch(price -> price >= -500 && price <= 4000);
        }
        assertThat(YEAR.channel("price COAST")).isNotEqualTo(YEAR.channel("price PLAIN"));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 42, 2026})
    void everySeedHasHoursOfTooMuchAndOfTooLittle(long seed) {
        Truth truth = new Truth(Country.of(SimulatorOptions.DEFAULT.withSeed(seed)), Duration.ofHours(1));
        List<EventSource> market = List.of(new MarketFeed(truth, new Faults(seed, List.of())));

        Chronicle winterToSummer = new Chronicle(
                new EventStream(market, Instant.parse("2024-12-01T00:00:00Z"), Instant.parse("2025-07-01T00:00:00Z")));

        var prices = winterToSummer.channel("price PLAIN").values();
        assertThat(share(prices, price -> price < 0)).isBetween(0.005, 0.08);
        assertThat(share(prices, price -> price > 250)).isBetween(0.0005, 0.03);
    }

    @Test
    void windAndSunMakePowerCheap() {
        double windy = priceWhere("wind_speed_ms COAST-W1", 9, 99);
        double calm = priceWhere("wind_speed_ms COAST-W1", 0, 4);

        assertThat(windy).isLessThan(calm - 15);
    }

    @Test
    void aDeliveryDayIsAuctionedAsAWholeAlsoWhenClocksChange() {
        Map<LocalDate, Long> hours = YEAR.prices().stream()
                .filter(price -> price.zone().equals("COAST"))
                .collect(Collectors.groupingBy(
                        price -> local(price.deliveryStart()).toLocalDate(), Collectors.counting()));

        assertThat(hours.get(LocalDate.of(2025, 3, 30))).isEqualTo(23);
        assertThat(hours.get(LocalDate.of(2025, 10, 26))).isEqualTo(25);
        assertThat(hours.get(LocalDate.of(2025, 7, 1))).isEqualTo(24);
        assertThat(YEAR.prices())
                .allSatisfy(price -> assertThat(local(price.publishedAt()))
                        .isEqualTo(local(price.deliveryStart())
                                .toLocalDate()
                                .minusDays(1)
                                .atTime(LocalTime.of(12, 45))
                                .atZone(Country.TIME_ZONE)));
        assertThat(YEAR.outlooks())
                .allSatisfy(outlook ->
                        assertThat(local(outlook.issuedAt()).toLocalTime()).isEqualTo(LocalTime.of(10, 0)));
    }

    @Test
    void weatherRunsComeEverySixHoursAndReachThreeDays() {
        List<WeatherForecast> coast =
                YEAR.runs().stream().filter(run -> run.zone().equals("COAST")).toList();

        assertThat(coast).hasSize(365 * 4);
        assertThat(coast).allSatisfy(run -> {
            assertThat(run.issuedAt().getEpochSecond() % Duration.ofHours(6).toSeconds())
                    .isZero();
            assertThat(run.steps().validAt()).hasSize(72);
        });
    }

    private static double temperatureError(int fromH, int toH) {
        Map<Instant, Double> seen = YEAR.channel("temperature_c PLAIN-W1");
        double bias = seen.entrySet().stream()
                .mapToDouble(one ->
                        one.getValue() - YEAR.channel("temperature_c PLAIN-W2").getOrDefault(one.getKey(), Double.NaN))
                .average()
                .orElseThrow();
        double sum = 0;
        int n = 0;
        for (WeatherForecast run : YEAR.runs()) {
            for (int step = fromH; step < toH && run.zone().equals("PLAIN"); step++) {
                Instant at = run.steps().validAt().get(step);
                if (seen.containsKey(at)) {
                    double middle = seen.get(at) - bias / 2;
                    sum += Math.abs(run.steps().value(step, 0) - middle);
                    n++;
                }
            }
        }
        return sum / n;
    }

    private static double priceWhere(String channel, double atLeast, double below) {
        Map<Instant, Double> prices = YEAR.channel("price PLAIN");
        return YEAR.channel(channel).entrySet().stream()
                .filter(one -> one.getValue() >= atLeast && one.getValue() < below && prices.containsKey(one.getKey()))
                .mapToDouble(one -> prices.get(one.getKey()))
                .average()
                .orElseThrow();
    }

    private static double share(Iterable<Double> values, Predicate<Double> of) {
        int all = 0;
        int hits = 0;
        for (double value : values) {
            all++;
            hits += of.test(value) ? 1 : 0;
        }
        return (double) hits / all;
    }

    private static double mean(String channel, Predicate<ZonedDateTime> when) {
        return YEAR.channel(channel).entrySet().stream()
                .filter(one -> when.test(local(one.getKey())))
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElseThrow();
    }

    /** Slope of a straight line of least squares. */
    private static double slope(String ofChannel, String overChannel, Predicate<ZonedDateTime> when) {
        Map<Instant, Double> over = YEAR.channel(overChannel);
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Map.Entry<Instant, Double> one : YEAR.channel(ofChannel).entrySet()) {
            if (when.test(local(one.getKey())) && over.containsKey(one.getKey())) {
                double value = over.get(one.getKey());
                n++;
                x += value;
                y += one.getValue();
                xx += value * value;
                xy += value * one.getValue();
            }
        }
        return (n * xy - x * y) / (n * xx - x * x);
    }

    private static boolean isWeekend(ZonedDateTime at) {
        return at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static ZonedDateTime local(Instant at) {
        return at.atZone(Country.TIME_ZONE);
    }
}
