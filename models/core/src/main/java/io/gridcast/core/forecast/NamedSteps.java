package io.gridcast.core.forecast;

import io.gridcast.core.check.Checks;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Values of named variables at a series of instants: one run of a weather model, or one outlook.
 *
 * @param variables names, such as {@code temperature_c} or {@code load_forecast_mw}; units are in the names
 * @param validAt the instants, ascending; each names the start of an interval
 * @param values shape {@code [validAt × variables]}, row-major; NaN is missing
 */
public record NamedSteps(List<String> variables, List<Instant> validAt, double[] values) {
    public NamedSteps {
        variables = List.copyOf(variables);
        validAt = List.copyOf(validAt);
        Checks.require(
                values.length == variables.size() * validAt.size(),
                "steps hold " + values.length + " values, must be " + validAt.size() + " × " + variables.size());
    }

    /** Value of variable {@code column} at step {@code row}. */
    public double value(int row, int column) {
        return values[row * variables.size() + column];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedSteps that
                && variables.equals(that.variables)
                && validAt.equals(that.validAt)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
