package io.gridcast.tests.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KsqlScriptsTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("gridcast.root", ".."), "ksql");
    private static final String SOURCE = """
            CREATE STREAM IF NOT EXISTS risks (zone VARCHAR KEY, alert %s) WITH (KAFKA_TOPIC = 'price.spikes.v1',
              KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
            """;

    @Test
    void everyColumnIsAsItsSchemaSays() throws IOException {
        KsqlScript script = all();

        assertThat(script.problems()).isEmpty();
        assertThat(script.columnsOf("forecasts"))
                .hasValueSatisfying(columns -> assertThat(columns).contains("SERIES_ID", "POINT", "RUNG"));
        assertThat(script.columnsOf("load_errors"))
                .hasValueSatisfying(columns -> assertThat(columns).contains("ERROR_MW"));
    }

    @Test
    void theReadmeAsksWhatThereIs() throws IOException {
        KsqlScript script = all();
        String readme = Files.readString(SCRIPTS.resolve("README.md"));

        Matcher question =
                Pattern.compile("SELECT \\* FROM (\\w+)(?: WHERE ([^;`]*))?").matcher(readme);
        int questions = 0;
        while (question.find()) {
            questions++;
            List<String> columns = script.columnsOf(question.group(1)).orElseThrow();
            if (question.group(2) != null) {
                Matcher asked = Pattern.compile("(\\w+) = ").matcher(question.group(2));
                while (asked.find()) {
                    assertThat(columns).contains(asked.group(1).toUpperCase(Locale.ROOT));
                }
            }
        }
        assertThat(questions).isEqualTo(scripts().size());
        assertThat(scripts()).allSatisfy(path -> assertThat(readme).contains("`" + path.getFileName() + "`"));
    }

    @Test
    void aColumnOfAnotherTypeIsFound() {
        assertThat(problems(SOURCE.formatted("VARCHAR")))
                .containsExactly("risks.alert: is VARCHAR, the schema gives BOOLEAN");
    }

    @Test
    void aColumnThatIsInNoSchemaIsFound() {
        assertThat(problems(SOURCE.formatted("BOOLEAN, alarm BOOLEAN")))
                .containsExactly("risks.alarm: SpikeRisk has no such field");
    }

    @Test
    void aQueryOfAColumnThatNothingDeclaresIsFound() {
        assertThat(
                        problems(
                                SOURCE.formatted("BOOLEAN")
                                        + "CREATE TABLE IF NOT EXISTS t AS SELECT r.zone AS zone, MAX(r.model->version) AS v FROM risks r GROUP BY r.zon;"))
                .containsExactly("t: there is no r.model->version", "t: there is no r.zon");
    }

    private static List<String> problems(String text) {
        var script = new KsqlScript();
        script.read(text);
        return script.problems();
    }

    private static KsqlScript all() throws IOException {
        var script = new KsqlScript();
        for (Path path : scripts()) {
            script.read(Files.readString(path));
        }
        return script;
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
