package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What is counted is asked for; how fast it is, is not. */
class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void readingsAndForecastsAreCountedAndTheMachineIsNamed() throws Exception {
        assertThat(run("bench", "--meters", "60", "--days", "2", "--json"))
                .as(err::toString)
                .isZero();

        JsonNode figures = new ObjectMapper().readTree(out.toString());
        assertThat(figures.get("readings").asLong()).isEqualTo(60 * 2 * 96);
        assertThat(figures.get("forecasts").asLong()).isGreaterThanOrEqualTo(15 * 23);
        assertThat(figures.get("readings_per_second").asDouble()).isPositive();
        assertThat(figures.get("machine").asText()).contains("processors", "Java ");
    }

    @Test
    void aSizeThatCannotBeRunIsACallError() {
        assertThat(run("bench", "--meters", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("meters are 1, must be 12 to 1000000");
    }

    private int run(String... args) {
        return Gridcast.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
