package io.gridcast.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From which moment on the latency of a forecast is counted. */
class NewestReadingsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofMillis(80);
    private static final Instant NINE = Instant.parse("2026-01-01T09:00:00Z");
    private static final Instant TEN = NINE.plus(HOUR);

    private final List<Duration> latencies = new ArrayList<>();
    private final NewestReadings readings = new NewestReadings(latencies::add);

    @Test
    void aWholeSlotIsCountedFromTheTickBeforeItsLastReading() {
        readings.observed(load(NINE, 1, LoadQuality.MEASURED, 0), Optional.of(TEN.plusSeconds(6)));

        readings.issued(forecast(TEN.plusSeconds(7), NINE), STEP);

        assertThat(latencies).containsExactly(Duration.ofMillis(1_080));
    }

    @Test
    void aSlotWithGapsIsCountedFromItsEnd() {
        readings.observed(load(NINE, 0.9, LoadQuality.PARTLY_ESTIMATED, 0), Optional.of(TEN.plusSeconds(299)));

        readings.issued(forecast(TEN.plusSeconds(300), NINE), STEP);

        assertThat(latencies).containsExactly(Duration.ofMillis(300_080));
    }

    @Test
    void aCorrectionIsANewerReading() {
        readings.observed(load(NINE, 0.9, LoadQuality.PARTLY_ESTIMATED, 0), Optional.of(TEN.plusSeconds(299)));
        readings.observed(load(NINE, 0.95, LoadQuality.PARTLY_ESTIMATED, 1), Optional.of(TEN.plusSeconds(499)));

        readings.issued(forecast(TEN.plusSeconds(500), NINE), STEP);

        assertThat(latencies).containsExactly(Duration.ofMillis(1_080));
    }

    @Test
    void anEstimateIsNoReadingSoADeadFeedShowsAsALatencyThatGrows() {
        readings.observed(load(NINE, 1, LoadQuality.MEASURED, 0), Optional.of(TEN));
        readings.observed(load(TEN, 0, LoadQuality.ESTIMATED, 0), Optional.of(TEN.plus(HOUR)));

        readings.issued(forecast(TEN.plus(HOUR), TEN), STEP);

        assertThat(latencies).containsExactly(HOUR.plus(STEP));
    }

    @Test
    void aForecastThatIsReadBeforeItsLoadWaitsForIt() {
        readings.observed(load(NINE.minus(HOUR), 1, LoadQuality.MEASURED, 0), Optional.of(NINE));
        readings.issued(forecast(TEN.plusSeconds(7), NINE), STEP);
        assertThat(latencies).isEmpty();

        readings.observed(load(NINE, 1, LoadQuality.MEASURED, 0), Optional.of(TEN.plusSeconds(6)));

        assertThat(latencies).containsExactly(Duration.ofMillis(1_080));
    }

    @Test
    void whatWasNotSeenIsNotCounted() {
        readings.issued(forecast(TEN, Instant.EPOCH), STEP);
        readings.issued(forecast(TEN, NINE), STEP);
        readings.observed(load(NINE, 1, LoadQuality.MEASURED, 0), Optional.empty());
        readings.observed(load(TEN, 1, LoadQuality.MEASURED, 0), Optional.of(TEN.plus(HOUR)));
        readings.issued(forecast(TEN, NINE), STEP);

        assertThat(latencies)
                .as("the only reading seen is newer than the forecast")
                .isEmpty();
    }

    private static ObservedLoad load(Instant slot, double coverage, LoadQuality quality, int revision) {
        return new ObservedLoad("A", slot, HOUR, 5, coverage, quality, revision);
    }

    private static Forecast forecast(Instant issuedAt, Instant lastSlotKnown) {
        return new Forecast(
                "A",
                Target.LOAD,
                "MW",
                "A/load/" + issuedAt,
                issuedAt,
                lastSlotKnown,
                HOUR,
                TEN,
                new float[] {1},
                new float[] {0.5f},
                new float[] {1},
                new ModelRef("m", "1"),
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }
}
