package io.gridcast.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter shown = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aTerminalSeesABarWithRateAndTheTimeLeft() {
        try (Progress progress = progress(2_000_000, true)) {
            nanos.addAndGet(10_000_000_000L);
            progress.at(500_000, "2017-03-01");

            assertThat(shown.toString())
                    .isEqualTo("\rreplay [######------------------]  25 %  500 k of 2.0 M records  50.0 k/s  30 s left"
                            + "  2017-03-01");
        }

        assertThat(shown.toString()).endsWith("10 s in all  2017-03-01" + System.lineSeparator());
    }

    @Test
    void aShorterLineLeavesNothingOfTheLongerOneBehind() {
        Progress progress = progress(10, true);
        nanos.addAndGet(1_000_000_000L);
        progress.at(1, "a long note");
        nanos.addAndGet(1_000_000_000L);
        progress.at(2, "");

        String[] lines = shown.toString().split("\r");
        assertThat(lines[2]).hasSameSizeAs(lines[1]);
    }

    @Test
    void aFileGetsAPlainLineEveryTenSecondsAndOneAtTheEnd() {
        try (Progress progress = progress(100, false)) {
            for (int i = 1; i <= 100; i++) {
                nanos.addAndGet(250_000_000L);
                progress.at(i);
            }
        }

        assertThat(shown.toString().lines())
                .containsExactly(
                        "replay  40 %  40 of 100 records  4/s  15 s left",
                        "replay  80 %  80 of 100 records  4/s  5 s left",
                        "replay 100 %  100 of 100 records  4/s  25 s in all");
    }

    @Test
    void withoutATotalItCountsAndSaysHowLongItTook() {
        try (Progress progress = progress(0, false)) {
            nanos.addAndGet(300_000_000_000L);
            progress.at(1_234_567);
        }

        assertThat(shown.toString().lines())
                .containsExactly("replay 1.2 M records  4.1 k/s  5 min", "replay 1.2 M records  4.1 k/s  5 min in all");
    }

    private Progress progress(long total, boolean terminal) {
        return new Progress("replay", "records", total, new PrintWriter(shown), terminal, nanos::get);
    }
}
