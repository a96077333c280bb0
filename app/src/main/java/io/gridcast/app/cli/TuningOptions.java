package io.gridcast.app.cli;

import io.gridcast.training.Trainer;
import io.gridcast.training.search.SearchPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How trees are grown. */
final class TuningOptions {
    @Option(
            names = "--search",
            paramLabel = "N",
            description =
                    "Try N sets of parameters on what lies before the blocks of the cross-validation, by successive halving; what is"
                            + " found is taken if it is better on those blocks. 27 is a good number.")
    private @Nullable Integer search;

    @Option(names = "--seed", paramLabel = "N", description = "Which sets --search tries (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to grow trees on (default: ${DEFAULT-VALUE}); 1 beside an engine.")
    private int threads = 2;

    @Option(
            names = "--select-features",
            description =
                    "Leave out the groups of features that earn nothing on what lies before the blocks of the cross-validation.")
    private boolean selecting;

    @Mixin
    private final FeatureOptions features = new FeatureOptions();

    @Mixin
    private final CostOption cost = new CostOption();

    /**
     * Looks whether the options go together.
     *
     * @param inTheirPlace the option by which no trees of load and price are trained; empty if they are
     * @throws ParameterException if they do not
     */
    void check(CommandSpec spec, Optional<String> inTheirPlace) {
        double ratio = cost.ratio(spec);
        if (search != null && search < 2) {
            throw new ParameterException(spec.commandLine(), "--search is " + search + ", must be at least 2");
        }
        inTheirPlace.ifPresent(option -> {
            if (ratio != 1) {
                throw new ParameterException(
                        spec.commandLine(), "--under-costs is for loads, " + option + " trains none");
            }
            if (search != null || selecting) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--search and --select-features are for trees of load and price, " + option + " trains none");
            }
        });
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + ", must be at least 1");
        }
    }

    Trainer.Options tune(CommandSpec spec, Trainer.Options options) {
        return options.withThreads(threads)
                .withUnderCosts(cost.ratio(spec))
                .withFeatures(features.choice(), selecting)
                .withSearch(Optional.ofNullable(search).map(candidates -> new SearchPlan(candidates, seed)));
    }
}
