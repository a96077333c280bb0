package io.gridcast.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnowledgeTest {
    private static final Instant NOON = Instant.parse("2017-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ChannelKey LOAD = ChannelKey.series("A", Channels.LOAD);
    private static final ChannelKey TEMPERATURE = ChannelKey.zone("Z", Channels.observed("temperature_c"));

    private final Knowledge knowledge = new Knowledge(new Windows(new HeapBlocks()));

    @Test
    void aCorrectedLoadReplacesTheFirst() {
        knowledge.apply(load(NOON, 10, 1, LoadQuality.MEASURED));
        knowledge.apply(load(NOON, 11, 1, LoadQuality.MEASURED));

        assertThat(knowledge.windows().get(LOAD, NOON)).isEqualTo(11);
    }

    @Test
    void aLoadOfWhichNothingWasMeasuredIsMissing() {
        knowledge.apply(load(NOON, 10, 1, LoadQuality.ESTIMATED));
        knowledge.apply(load(NOON.plus(HOUR), 10, 0, LoadQuality.PARTLY_ESTIMATED));

        assertThat(knowledge.windows().get(LOAD, NOON)).isNaN();
        assertThat(knowledge.windows().get(LOAD, NOON.plus(HOUR))).isNaN();
    }

    @Test
    void theMeanOverStationsDoesNotDependOnTheirOrder() {
        var other = new Knowledge(new Windows(new HeapBlocks()));
        List<WeatherObservation> seen =
                List.of(weather("a", 10.1), weather("b", 11.3), weather("c", 12.7), weather("d", 9.2));
        seen.forEach(knowledge::apply);
        for (int i = seen.size() - 1; i >= 0; i--) {
            other.apply(seen.get(i));
        }

        float mean = knowledge.windows().get(TEMPERATURE, NOON);

        assertThat(mean).isEqualTo(other.windows().get(TEMPERATURE, NOON)).isCloseTo(10.825f, within(1e-4f));
    }

    @Test
    void aDuplicateOfAStationCountsOnce() {
        knowledge.apply(weather("a", 10));
        knowledge.apply(weather("b", 20));
        knowledge.apply(weather("a", 12));

        assertThat(knowledge.windows().get(TEMPERATURE, NOON)).isEqualTo(16);
    }

    @Test
    void absurdWeatherIsIgnored() {
        knowledge.apply(weather("a", 10));
        knowledge.apply(weather("b", 12));
        knowledge.apply(weather("c", 11));
        knowledge.apply(weather("d", -273.15));
        knowledge.apply(weather("e", 55));

        assertThat(knowledge.windows().get(TEMPERATURE, NOON)).isEqualTo(11);
    }

    @Test
    void anOlderOutlookNeverReplacesANewerOne() {
        knowledge.apply(outlook(NOON.minus(HOUR), 5));
        knowledge.apply(outlook(NOON.minus(HOUR.multipliedBy(3)), 7));

        assertThat(knowledge.windows().get(ChannelKey.zone("Z", Channels.outlook("load_mw")), NOON))
                .isEqualTo(5);
    }

    @Test
    void eachProductHasItsOwnChannel() {
        knowledge.apply(new MarketPrice("Z", MarketProduct.SETTLED, NOON, HOUR, 50, "EUR", NOON));

        assertThat(knowledge.windows().get(ChannelKey.zone("Z", Channels.PRICE_DAY_AHEAD), NOON))
                .isNaN();
        assertThat(knowledge.windows().get(ChannelKey.zone("Z", Channels.price(MarketProduct.SETTLED)), NOON))
                .isEqualTo(50);
    }

    @Test
    void quartersAndHoursMayBeMixedInOneDay() {
        Windows windows = knowledge.windows();
        windows.put(LOAD, NOON, HOUR, 4);
        windows.put(LOAD, NOON.plus(HOUR), Duration.ofMinutes(15), 8);

        assertThat(windows.get(LOAD, NOON.plus(Duration.ofMinutes(45)))).isEqualTo(4);
        Window window = windows.of(LOAD);
        long noonMs = NOON.toEpochMilli();
        assertThat(window.mean(noonMs, noonMs + 7_200_000)).isCloseTo(4.8f, within(1e-6f));
        assertThat(window.latestMs(noonMs + 7_200_000, noonMs)).isEqualTo(noonMs + 3_600_000);
        assertThat(window.at(noonMs + 4_500_000)).isNaN();
    }

    private static ObservedLoad load(Instant slot, double loadMw, double coverage, LoadQuality quality) {
        return new ObservedLoad("A", slot, HOUR, loadMw, coverage, quality, 0);
    }

    private static WeatherObservation weather(String station, double temperature) {
        return new WeatherObservation("Z", station, NOON, Map.of("temperature_c", temperature));
    }

    private static SystemOutlook outlook(Instant issuedAt, double value) {
        return new SystemOutlook(
                "Z", issuedAt, new NamedSteps(List.of("load_mw"), List.of(NOON), new double[] {value}));
    }
}
