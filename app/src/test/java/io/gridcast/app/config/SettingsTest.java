package io.gridcast.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.topics.Partitions;
import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void whatTheCommandLineSetsWinsOverTheFile(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("gridcast.properties");
        Files.writeString(file, "forecast.every=2h\nforecast.horizon=24h\n");

        GridcastConfig config =
                GridcastConfig.read(Settings.load(file, Map.of("forecast.every", "30m")), Partitions.DEFAULT);

        assertThat(config.forecast().every()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.forecast().horizon()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Settings settings = new Settings(Map.of("engine.threads", "many", "engine.commit-interval", "soon"));

        assertThatThrownBy(() -> GridcastConfig.read(settings, Partitions.DEFAULT))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("engine.threads is 'many', must be a whole number")
                .hasMessageContaining("engine.commit-interval is 'soon', must be a time span");
    }

    @Test
    void aMisspeltKeyIsRefusedWithTheLikelyOne() {
        Settings settings = new Settings(Map.of("forecast.evry", "1h"));

        assertThatThrownBy(() -> GridcastConfig.read(settings, Partitions.DEFAULT))
                .hasMessageContaining("there is no setting forecast.evry (did you mean forecast.every?)");
    }

    @Test
    void aValueThatDoesNotSuitTheOthersIsExplained() {
        Settings settings = new Settings(Map.of("forecast.every", "7h"));

        assertThatThrownBy(() -> GridcastConfig.read(settings, Partitions.DEFAULT))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("forecast.every is PT7H, must divide a day");
    }
}
