package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.serdes.registry.SchemaUse;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class GridcastSerdesTest {
    private final LocalRegistry registry = new LocalRegistry();
    private final Serde<Forecast> forecasts = GridcastSerdes.of(Topics.FORECASTS, registry, SchemaUse.REGISTER);

    @Test
    void aForecastGoesThroughOnAnyTopicWithTheSchemaOfItsOwn() {
        Forecast forecast = RandomRecords.of(Topics.FORECASTS, new Random(1));

        byte[] value = forecasts.serializer().serialize("an-internal-topic", forecast);

        Forecast read = forecasts.deserializer().deserialize("an-internal-topic", value);

        assertThat(Topics.FORECASTS.codec().encode(read))
                .isEqualTo(Topics.FORECASTS.codec().encode(forecast));
        assertThat(registry.subjects()).containsExactly("forecasts.v1-value");
    }

    @Test
    void ticksAndTombstonesAreNullBothWays() {
        assertThat(forecasts.deserializer().deserialize("forecasts.v1", null)).isNull();
        assertThat(forecasts.serializer().serialize("forecasts.v1", null)).isNull();
    }

    @Test
    void itCannotBeConfiguredForKeys() {
        try (var serializer = new GridcastSerializer<Object>()) {
            Map<String, String> configuration = Map.of("schema.registry.url", "http://localhost:1");

            assertThatThrownBy(() -> serializer.configure(configuration, true))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("string serializer");
        }
    }

    @Test
    void aTopicOutsideTheCatalogueIsNamed() {
        try (var deserializer = new GridcastDeserializer<Object>()) {
            deserializer.configure(Map.of("schema.registry.url", "http://localhost:1"), false);

            assertThatThrownBy(() -> deserializer.deserialize("orders", new byte[] {0}))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("topic orders is not in Gridcast's catalogue");
        }
    }

    @Test
    void withoutConfigurationItSaysWhatIsMissing() {
        assertThatThrownBy(() ->
                        GridcastSerdes.of(Topics.FORECASTS).deserializer().deserialize("forecasts.v1", new byte[] {0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("schema.registry.url");
    }
}
