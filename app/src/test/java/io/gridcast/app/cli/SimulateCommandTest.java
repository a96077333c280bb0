package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void filesAreWrittenAndTheNextStepIsNamed() {
        Path feeds = folder.resolve("feeds");

        int code = run("--out", feeds.toString(), "--from", "2025-01-01", "--to", "2025-01-03", "--zones", "2");

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(feeds.resolve("load.csv.gz")).isRegularFile();
        assertThat(feeds.resolve("series.csv")).isRegularFile();
        assertThat(out.toString()).contains("14 series in 2 zones").contains("gridcast replay --data " + feeds);
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsACallError() {
        assertThat(run("--out", folder.toString(), "--from", "2025-01-03", "--to", "2025-01-03"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--from is 2025-01-03T00:00:00Z");
    }

    @Test
    void countsThatDoNotFitAreACallError() {
        assertThat(run("--out", folder.toString(), "--meters", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("meters is 3, must be at least the number of feeders, 12");
    }

    @Test
    void anUnknownFaultIsExplainedAndNothingIsWritten() throws Exception {
        assertThat(run("--out", folder.resolve("feeds").toString(), "--faults", "stuck,broken"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("fault 'broken' cannot be read").contains("mend:");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private int run(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "simulate";
        System.arraycopy(options, 0, args, 1, options.length);
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
