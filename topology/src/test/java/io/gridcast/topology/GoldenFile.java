package io.gridcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/** What a topology looked like when someone last looked: {@code src/test/resources/topologies/NAME.txt}. */
final class GoldenFile {
    private static final Path FOLDER = Path.of("src", "test", "resources", "topologies");
    private static final String UPDATE = "golden.update";

    private static final Pattern STORES = Pattern.compile("\\(stores: \\[(.*?)]\\)");

    private GoldenFile() {}

    /** Fails on any difference; with {@code -Dgolden.update=true} the file is written anew instead. */
    static void check(String name, Topology topology) throws IOException {
        Path file = FOLDER.resolve(name + ".txt");
        String now = STORES.matcher(topology.describe().toString().stripTrailing() + "\n")
                .replaceAll(stores -> "(stores: [" + sorted(stores.group(1)) + "])");
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, now, StandardCharsets.UTF_8);
        }
        String golden = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        assertThat(now)
                .as(
                        "%s differs from what the topology is now. Nodes, stores and repartitions are names that running"
                                + " applications keep their state under; if the change is meant, run the test with -D%s=true"
                                + " and commit the file",
                        file, UPDATE)
                .isEqualTo(golden);
    }

    /** Kafka Streams lists stores in the order of their hashes. */
    private static String sorted(String names) {
        return Stream.of(names.split(", ", -1)).sorted().collect(Collectors.joining(", "));
    }
}
