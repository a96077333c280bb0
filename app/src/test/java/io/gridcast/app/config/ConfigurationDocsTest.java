package io.gridcast.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.topics.Partitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Pins every key and default. {@code docs/configuration.md} is written from them: after a change on purpose, run this test with
 * {@code -Dsurefire.jvm=-Dgridcast.docs=write}.
 */
class ConfigurationDocsTest {
    @Test
    void theDocumentationListsEveryKeyWithItsDefault() throws IOException {
        Path file = Path.of(System.getProperty("gridcast.root", ".."), "docs", "configuration.md");
        String table = table();
        if ("write".equals(System.getProperty("gridcast.docs"))) {
            Files.writeString(file, table);
        }

        assertThat(Files.readString(file))
                .as("docs/configuration.md; write it anew with -Dsurefire.jvm=-Dgridcast.docs=write")
                .isEqualTo(table);
    }

    private static String table() {
        Settings settings = new Settings(Map.of());
        GridcastConfig.read(settings, Partitions.DEFAULT);
        StringBuilder text = new StringBuilder("""
                # Configuration

                Settings come from `--config FILE` (lines `key=value`, UTF-8) and from `--set key=value`, which wins. A key that is
                not listed here is refused. Time spans are written `100ms`, `5s`, `10m`, `1h`, `7d` or as ISO-8601 (`PT1H`).

                `replay` and `demo` bring other defaults: one partition each, `engine.transaction-timeout=60s`, a state directory of
                their own, `forecast.from` at the first forecast, and `replay` commits every 200 ms.
                `run` takes the partitions from the topics where they are not set, and stops if the two differ.

                Kafka's and the registry's own settings (`security.protocol`, `schema.registry.url` …) go into the file that
                `--client-config` names.

                | key | default | meaning |
                |---|---|---|
                """);
        for (Settings.Known known : settings.known()) {
            text.append("| `").append(known.key()).append("` | ");
            text.append(known.byDefault().isEmpty() ? "" : "`" + known.byDefault() + "`");
            text.append(" | ").append(known.meaning()).append(" |\n");
        }
        return text.toString();
    }
}
