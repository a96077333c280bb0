package io.gridcast.tests.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.tests.table.Reached.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachedTest {
    @ParameterizedTest
    @CsvSource({
        "1.56, true, AIM",
        "1.57, true, MUST",
        "1.65, true, MISSED",
        "NaN, true, NOT_MEASURED",
    })
    void anErrorMustBeBelowItsBound(double value, boolean isLess, Verdict verdict) {
        assertThat(new Reached("set", "MAE", value, "", 1.65, 1.57, isLess).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0.5, AIM", "0.49, MUST", "0.29, MISSED"})
    void aScoreMustReachItsBound(double value, Verdict verdict) {
        assertThat(new Reached("set", "PR-AUC", value, "", 0.3, 0.5, false).verdict())
                .isEqualTo(verdict);
    }
}
