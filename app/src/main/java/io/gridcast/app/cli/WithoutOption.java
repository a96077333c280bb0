package io.gridcast.app.cli;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What models do without. */
final class WithoutOption {
    @Option(
            names = "--without",
            split = ",",
            paramLabel = "INPUT",
            description = "Leave an input out of the features: outlook.")
    private final Set<Input> without = EnumSet.noneOf(Input.class);

    /** Inputs that can be left out. */
    enum Input {
        OUTLOOK
    }

    boolean outlook() {
        return without.contains(Input.OUTLOOK);
    }
}
