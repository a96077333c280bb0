package io.gridcast.tests.metering;

import io.gridcast.core.check.ExplainedException;
import java.nio.file.Path;

/** {@code tests/bench Metering FOLDER clean|faulty PARTITIONS}: readings of a folder of feed files, as they are or with faults. */
public final class MeteringRun {
    private static final long SEED = 7;

    private MeteringRun() {}

    /** Exits with 0 if all is as it must be, with 1 otherwise. */
    public static void main(String[] args) throws InterruptedException {
        MeteringOutcome outcome;
        try {
            outcome = run(args);
        } catch (ExplainedException e) {
            System.err.println("error: " + e.what() + "\n  why:  " + e.why() + "\n  mend: " + e.mend());
            System.exit(1);
            return;
        }
        System.out.print(outcome.format());
        System.exit(outcome.holds() ? 0 : 1);
    }

    private static MeteringOutcome run(String[] args) throws InterruptedException {
        if (args.length != 3 || !args[1].matches("clean|faulty") || !args[2].matches("[1-9]\\d?")) {
            throw new ExplainedException(
                    "Metering cannot work with `" + String.join(" ", args) + "`",
                    "it needs a folder, a feed and a number of partitions",
                    "tests/bench Metering FOLDER clean|faulty PARTITIONS");
        }
        FaultShares shares = args[1].equals("clean") ? FaultShares.NONE : FaultShares.MANY;
        return new Metering(MeteringData.of(Path.of(args[0])), shares, SEED, Integer.parseInt(args[2])).run();
    }
}
