package io.gridcast.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.app.embedded.EmbeddedRegistry;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.RegistryClient;
import io.gridcast.serdes.registry.RegistryConfig;
import io.gridcast.serdes.registry.SchemaMissingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
    private final Platform platform;

    PlatformTest(@TempDir Path directory) {
        platform = Platforms.embedded(directory);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void aFreshRegistryGivesIdsInTheOrderOfTheCatalogue() {
        platform.createTopics(Partitions.of(1), Keep.EVERYTHING);

        List<Integer> ids = new ArrayList<>();
        for (Topic<?> topic : Topics.all()) {
            if (!topic.isRaw() && topic != Topics.FORECASTS_SHADOW) { // has the schema, and so the id, of forecasts
                ids.add(platform.registry()
                        .latest(topic.subject())
                        .orElseThrow()
                        .id());
            }
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        platform.requireTopics(Partitions.of(1));
    }

    @Test
    void aSchemaThatDoesNotSuitStopsTheSetupBeforeAnythingIsMade() {
        platform.registry()
                .register(Topics.METER_READINGS.subject(), "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}");

        assertThatThrownBy(() -> platform.createTopics(Partitions.of(1), Keep.EVERYTHING))
                .isInstanceOfSatisfying(IncompatibleSchemaException.class, e -> {
                    assertThat(e.what()).contains(Topics.METER_READINGS.subject());
                    assertThat(e.why()).isNotBlank();
                    assertThat(e.mend()).isNotBlank();
                });
        try (Admin admin = platform.cluster().admin()) {
            assertThat(platform.cluster().ask(admin.listTopics().names()))
                    .doesNotContainAnyElementsOf(
                            Topics.all().stream().map(Topic::name).toList());
        }
    }

    @Test
    void whereNothingMayBeRegisteredMissingSchemasStopTheStart() {
        String url = platform.parts().stream()
                .filter(EmbeddedRegistry.class::isInstance)
                .map(part -> ((EmbeddedRegistry) part).url())
                .findFirst()
                .orElseThrow();
        var closed = new RegistryClient(
                RegistryConfig.of(Map.of(RegistryConfig.URL, url, RegistryConfig.AUTO_REGISTER, "false")));
        Platform theirs = new Platform(platform.cluster(), closed, "somebody's", List.of());

        assertThatThrownBy(theirs::requireSchemas)
                .isInstanceOf(SchemaMissingException.class)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining(Topics.GRID_SERIES.subject());
        assertThat(closed.latest(Topics.GRID_SERIES.subject())).isEmpty();
    }
}
