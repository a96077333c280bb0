package io.gridcast.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureSelectionTest {
    private static final FeatureSchema SCHEMA = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));
    private static final int ROWS = 6_000;

    @Test
    void whatEarnsNothingIsDroppedAndWhatEarnsIsKept() {
        FeatureSelection.Result result = select(data(0));

        assertThat(result.dropped()).contains(FeatureGroup.RESIDUALS, FeatureGroup.LAGS);
        assertThat(result.schema().groups()).containsExactly(FeatureGroup.CALENDAR);
        assertThat(result.schema().names())
                .contains("center", "scale", "lead_h", "hour")
                .doesNotContain("lag_1d");
        assertThat(result.attempts())
                .filteredOn(attempt -> attempt.without() == FeatureGroup.CALENDAR)
                .hasSize(1) // missed so clearly that it is not asked about again
                .allMatch(attempt -> attempt.change() > 0.1);
    }

    @Test
    void theSameDataGiveTheSameSelection() {
        assertThat(select(data(0))).isEqualTo(select(data(0)));
    }

    @Test
    void theSelectionDoesNotSeeTheBlocksThatTheModelIsJudgedOn() {
        assertThat(select(data(1_000))).isEqualTo(select(data(0)));
    }

    @Test
    void rowsKeepTheColumnsThatAreSelected() {
        Dataset data = data(0);
        FeatureSchema part = SCHEMA.without(Set.of(FeatureGroup.LAGS, FeatureGroup.RESIDUALS));

        Dataset selected = data.select(part);

        assertThat(selected.schema()).isEqualTo(part);
        assertThat(selected.center(7)).isEqualTo(data.center(7));
        int hour = part.names().indexOf("hour");
        assertThat(selected.features()[7 * part.size() + hour])
                .isEqualTo(data.features()[7 * SCHEMA.size() + SCHEMA.names().indexOf("hour")]);
    }

    private static FeatureSelection.Result select(Dataset data) {
        return new FeatureSelection(
                        RollingOrigin.DEFAULT,
                        TreeParameters.LOAD.withThreads(1).withRounds(20),
                        (done, all, note) -> {})
                .run(data);
    }

    /** The target deviates from its centre by what the hour says, and nothing else; {@code later} is added in the newest rows. */
    private static Dataset data(float later) {
        var random = new SplittableRandom(1);
        int hour = SCHEMA.names().indexOf("hour");
        float[] features = new float[ROWS * SCHEMA.size()];
        float[] targets = new float[ROWS];
        long[] issuedMs = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            int from = row * SCHEMA.size();
            for (int i = 0; i < SCHEMA.size(); i++) {
                features[from + i] = random.nextInt(24);
            }
            features[from + SCHEMA.centerColumn()] = 100;
            features[from + SCHEMA.scaleColumn()] = 10;
            targets[row] = (float) (100 + 20 * Math.sin(features[from + hour]) + random.nextDouble())
                    + (row < ROWS * 7 / 10 ? 0 : later);
            issuedMs[row] = row * Duration.ofHours(1).toMillis();
        }
        return new Dataset(SCHEMA, ROWS, features, targets, issuedMs, Collections.nCopies(ROWS, "A"));
    }
}
