package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void rowsHaveTheFeaturesOfTheSchemaBesideItAndNothingThatWasNotKnown() throws Exception {
        String feeds = folder.resolve("feeds").toString();
        Path rows = folder.resolve("rows.csv");
        Path schema = folder.resolve("schema.json");
        run("simulate", "--out", feeds, "--zones", "1", "--feeders", "1", "--from", "2025-01-01", "--to", "2025-01-20");

        int code = run(
                "features",
                "--data",
                feeds,
                "--until",
                "2025-01-15",
                "--out",
                rows.toString(),
                "--schema-out",
                schema.toString());

        assertThat(code).as(err::toString).isZero();
        List<String> lines = Files.readAllLines(rows);
        FeatureSchema written = FeatureSchema.fromJson(Files.readString(schema));
        assertThat(lines.get(0)).isEqualTo("series_id,issued_at," + String.join(",", written.names()) + ",target");
        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(lines.subList(1, lines.size())).allSatisfy(line -> {
            assertThat(line.split(",", -1)).hasSize(written.size() + 3);
            assertThat(line.split(",", -1)[1]).isLessThan("2025-01-15T00:00:00Z");
            assertThat(line).doesNotEndWith(",");
        });
    }

    @Test
    void risksOfSpikesHaveNoSuchRows() {
        assertThat(run("features", "--data", ".", "--until", "2025-01-15", "--target", "spike", "--out", "x"))
                .isEqualTo(2);
    }

    private int run(String... args) {
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
