package io.gridcast.tests.replay;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Feed files of a simulated country, as small as a test can do with. */
public final class SimulatedFeeds {
    private SimulatedFeeds() {}

    /**
     * The command that writes them, with its arguments.
     *
     * @param folder a new one
     * @param zones how many, and how many feeders and meters in all of them
     */
    public static List<String> command(
            Path folder, Instant from, Instant to, int zones, int feeders, int meters, String... further) {
        List<String> words = new ArrayList<>(List.of("simulate", "--out", folder.toString()));
        words.addAll(List.of("--from", from.toString(), "--to", to.toString()));
        words.addAll(List.of("--zones", Integer.toString(zones), "--feeders", Integer.toString(feeders)));
        words.addAll(List.of("--meters", Integer.toString(meters)));
        words.addAll(List.of(further));
        return words;
    }
}
