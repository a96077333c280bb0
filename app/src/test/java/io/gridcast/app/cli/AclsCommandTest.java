package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AclsCommandTest {
    private final StringWriter out = new StringWriter();

    @Test
    void anApplicationMayReadAndWriteWhatItsTopologyDoesAndNoMore() throws Exception {
        run("acls", "--json", "--set", "engine.prefix=night");

        JsonNode parts = new ObjectMapper().readTree(out.toString());
        JsonNode forecast = parts.get("engine: forecast");
        assertThat(operations(forecast, "forecasts.v1")).isEqualTo("[\"WRITE\",\"DESCRIBE\"]");
        assertThat(operations(forecast, "grid.load.observed.v1")).isEqualTo("[\"READ\",\"DESCRIBE\"]");
        assertThat(operations(forecast, "forecasts.scores.v1")).isEqualTo("none");
        assertThat(operations(forecast, "night-forecast-"))
                .as("changelogs and repartition topics")
                .contains("CREATE", "DELETE");
        assertThat(operations(parts.get("engine: evaluation"), "forecasts.scores.v1"))
                .contains("WRITE");
        assertThat(operations(parts.get("feeder"), "meter.readings.v1")).isEqualTo("[\"WRITE\",\"DESCRIBE\"]");
        assertThat(operations(parts.get("feeder"), "models.commands.v1")).isEqualTo("none");
        assertThat(operations(parts.get("subscriber"), "forecasts.v1"))
                .contains("READ")
                .doesNotContain("WRITE");
        assertThat(operations(parts.get("trainer"), "gridcast-trainer")).contains("READ");
    }

    @Test
    void theyArePrintedAsCallsThatCanBeRun() {
        run("acls", "--principal", "User:grid", "--bootstrap-servers", "broker1:9093");

        assertThat(out.toString())
                .contains("# engine: load-observation")
                .contains(
                        "kafka-acls --bootstrap-server broker1:9093 --add --allow-principal User:grid --operation Read"
                                + " --operation Describe --topic meter.readings.v1")
                .contains("--transactional-id gridcast-forecast- --resource-pattern-type prefixed")
                .contains("--group gridcast-clock");
    }

    @Test
    void shellsCanCompleteCommands() {
        run("completion");

        assertThat(out.toString()).contains("complete -F", "dead-letters", "--bootstrap-servers");
    }

    private static String operations(JsonNode rights, String name) {
        for (JsonNode right : rights) {
            if (right.get("name").asText().equals(name)) {
                return right.get("operations").toString();
            }
        }
        return "none";
    }

    private void run(String... arguments) {
        assertThat(Gridcast.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments))
                .as(out::toString)
                .isZero();
    }
}
