package io.gridcast.app.cli;

import io.gridcast.core.forecast.OutputLevels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a load that is forecast too low costs. */
final class CostOption {
    @Option(
            names = "--under-costs",
            paramLabel = "N",
            description =
                    "Forecasting a load too low costs N times as much as too high: the point forecast is the quantile N / (1 + N),"
                            + " trained as such (default: 1, the median). Bands and their quantiles stay what they are.")
    private double underCosts = 1;

    /** @throws ParameterException if there is no such point forecast */
    double ratio(CommandSpec spec) {
        try {
            OutputLevels.ofCosts(underCosts);
            return underCosts;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--under-costs is " + underCosts + ", must be from 1/19 to 19", e);
        }
    }
}
