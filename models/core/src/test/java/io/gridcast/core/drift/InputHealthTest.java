package io.gridcast.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputHealthTest {
    private InputHealth health = new InputHealth();

    @Test
    void anInputThatIsLateForHalfADayIsSaidOnceWhenItBegins() {
        day(0, 24, 0, 1, false);
        assertThat(day(1, 24, 11, 1, false)).isEmpty();

        List<InputHealth.Fault> faults = day(2, 24, 12, 1, false);

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.cause()).isEqualTo(DriftCause.FEED_LATE);
            assertThat(fault.finding()).isEqualTo(new Finding(Detector.INPUT_HEALTH, "weather.forecast", 0.5, 0.5));
            assertThat(fault.detail()).isEqualTo("weather.forecast was missing or late in 50 % of the day's forecasts");
        });
        assertThat(day(3, 24, 24, 1, false)).isEmpty();
        assertThat(health.suspect()).get().extracting(InputHealth.Fault::cause).isEqualTo(DriftCause.FEED_LATE);
    }

    @Test
    void aFaultIsASuspectForTwoWeeks() {
        day(0, 24, 24, 1, false);
        for (int day = 1; day <= 14; day++) {
            day(day, 24, 0, 1, false);
            assertThat(health.suspect()).isPresent();
        }

        day(15, 24, 0, 1, false);

        assertThat(health.suspect()).isEmpty();
        assertThat(day(16, 24, 24, 1, false)).hasSize(1);
    }

    @Test
    void metersThatDoNotReportAreMissing() {
        assertThat(day(0, 24, 0, 0.95, false)).isEmpty();
        assertThat(day(1, 24, 0, 0.8, false))
                .extracting(InputHealth.Fault::cause)
                .containsExactly(DriftCause.METERS_MISSING);
    }

    @Test
    void metersThatBeginToBeFlaggedAreStuckUnlessTheyAlwaysWere() {
        for (int day = 0; day < 5; day++) {
            assertThat(day(day, 24, 0, 1, false)).isEmpty();
        }
        assertThat(day(5, 24, 0, 1, true))
                .extracting(InputHealth.Fault::cause)
                .containsExactly(DriftCause.METERS_STUCK);

        health = new InputHealth();
        for (int day = 0; day < 5; day++) {
            assertThat(day(day, 24, 0, 1, true)).isEmpty();
        }
    }

    @Test
    void theLikeliestSuspectIsNamed() {
        health.issued(List.of("market.outlook"));
        health.endDay(0, List.of("latest_temperature_c"), List.of("scale"));

        assertThat(health.suspect()).get().extracting(InputHealth.Fault::cause).isEqualTo(DriftCause.FEED_LATE);
    }

    /** Goes through its state each day. */
    private List<InputHealth.Fault> day(int day, int issues, int without, double coverage, boolean flagged) {
        health = new InputHealth(health.state());
        for (int i = 0; i < issues; i++) {
            health.issued(i < without ? List.of("weather.forecast") : List.of());
            health.observed(coverage, flagged);
        }
        return health.endDay(day, List.of(), List.of());
    }
}
