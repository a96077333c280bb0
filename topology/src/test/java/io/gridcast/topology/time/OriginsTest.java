package io.gridcast.topology.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
    @Test
    void aTasksRecordOnATopicOfTheClockBelongsToTheClock() {
        Origins origins = new Origins().clock("models.readiness.v1");

        String origin = origins.originOf("models.readiness.v1", 0, "forecast-series-2");

        assertThat(origins.expectedBy(0)).containsExactly(origin);
    }

    @Test
    void aRecordBelongsToTheTaskThatItNamesWhereThatOneTicks() {
        Origins origins =
                new Origins().tasks("grid.load.observed.v1", p -> List.of("sum-series-" + p, "sum-totals-" + p));

        assertThat(origins.originOf("grid.load.observed.v1", 3, "sum-totals-3"))
                .isEqualTo(Origins.of("grid.load.observed.v1", "sum-totals-3"));
    }
}
