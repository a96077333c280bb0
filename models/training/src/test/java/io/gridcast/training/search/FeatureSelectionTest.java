package io.gridcast.training.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureSelectionTest {

    @Test
    void whatEarnsNothingIsDroppedAndWhatEarnsIsKept() {
        FeatureSelection.Result result = select(MadeRows.waves(0));

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
        assertThat(select(MadeRows.waves(0))).isEqualTo(select(MadeRows.waves(0)));
    }

    @Test
    void theSelectionDoesNotSeeTheBlocksThatTheModelIsJudgedOn() {
        assertThat(select(MadeRows.waves(1_000))).isEqualTo(select(MadeRows.waves(0)));
    }

    @Test
    void rowsKeepTheColumnsThatAreSelected() {
        Dataset data = MadeRows.waves(0);
        FeatureSchema part = MadeRows.SCHEMA.without(Set.of(FeatureGroup.LAGS, FeatureGroup.RESIDUALS));

        Dataset selected = data.select(part);

        assertThat(selected.schema()).isEqualTo(part);
        assertThat(selected.center(7)).isEqualTo(data.center(7));
        int hour = part.names().indexOf("hour");
        assertThat(selected.features()[7 * part.size() + hour])
                .isEqualTo(data.features()[
                        7 * MadeRows.SCHEMA.size() + MadeRows.SCHEMA.names().indexOf("hour")]);
    }

    private static FeatureSelection.Result select(Dataset data) {
        return new FeatureSelection(
                        RollingOrigin.DEFAULT,
                        TreeParameters.LOAD.withThreads(1).withRounds(20),
                        (done, all, note) -> {})
                .run(data);
    }
}
