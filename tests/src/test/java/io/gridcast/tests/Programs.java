package io.gridcast.tests;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that optional tests need. */
public final class Programs {
    private Programs() {}

    /**
     * A program on the {@code PATH}; where it is not there, the test is skipped, and stderr says so.
     *
     * @param what is tested with it
     */
    public static Path required(String name, String install, String what) {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.err.println("SKIPPED: no " + name + " to test " + what + " with. Install it: " + install);
        }
        Assumptions.assumeTrue(found.isPresent(), "no " + name + ", see stderr");
        return found.orElseThrow();
    }
}
