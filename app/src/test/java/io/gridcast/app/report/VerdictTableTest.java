package io.gridcast.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.models.VerdictBook;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.model.Verdict.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTableTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final ModelRef CHAMPION = new ModelRef("load-a", "1");
    private static final ModelRef CHALLENGER = new ModelRef("load-b", "2");

    @Test
    void aPairIsOneLineWithItsNewestVerdict() {
        var book = new VerdictBook(List.of(
                verdict(27, -0.05, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Decision.UNDECIDED),
                verdict(60, -0.073, -0.121, -0.025, Decision.CHALLENGER_BETTER)));

        String table = VerdictTable.of(book.newest(Optional.of("load/*")));

        assertThat(table.lines().toList().get(1))
                .contains("load/*", "load-a@1", "load-b@2", " 60 ", "-7.3%", "-12.1% to -2.5%", "challenger better");
        assertThat(book.newest(Optional.of("price/*"))).isEmpty();
    }

    @Test
    void beforeAnythingWasComparedTheTableSaysWhy() {
        assertThat(VerdictTable.of(List.of())).contains("no verdict yet");
    }

    @Test
    void theCourseDrawsHowTheSequenceClosesIn() {
        List<Verdict> course = IntStream.rangeClosed(28, 100)
                .mapToObj(n -> verdict(n, -0.05, -0.05 - 3.0 / n, -0.05 + 3.0 / n, Decision.UNDECIDED))
                .toList();

        List<String> lines = VerdictTable.course(course).lines().toList();

        assertThat(lines).hasSizeBetween(30, 42);
        assertThat(lines.get(lines.size() - 2))
                .contains("-5.0%", "-8.0% to -2.0%", "o")
                .contains("|");
        assertThat(lines.get(lines.size() - 1)).startsWith("undecided after 100 days");
    }

    @Test
    void aPairThatWasBegunAnewShowsItsNewCourse() {
        var book = new VerdictBook(List.of(
                verdict(1, 1, 0, 0, Decision.UNDECIDED),
                verdict(2, 1, 0, 0, Decision.UNDECIDED),
                verdict(1, 2, 0, 0, Decision.UNDECIDED)));

        assertThat(book.course("load-a@1", "load-b@2", Optional.empty()))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.difference()).isEqualTo(2));
    }

    private static Verdict verdict(long n, double difference, double low, double high, Decision decision) {
        return new Verdict(
                Scope.all(Target.LOAD),
                CHAMPION,
                CHALLENGER,
                "test",
                1,
                0.05,
                n,
                difference * 100,
                decision,
                START.plus(Duration.ofDays(n)),
                100,
                difference,
                low,
                high);
    }
}
