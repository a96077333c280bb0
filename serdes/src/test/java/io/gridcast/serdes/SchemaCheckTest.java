package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.serdes.registry.CompatibilityLevel;
import io.gridcast.serdes.registry.IncompatibleSchemaException;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.serdes.registry.SchemaMissingException;
import io.gridcast.serdes.registry.SchemaUse;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final String READINGS = "meter.readings.v1-value";

    private final LocalRegistry registry = new LocalRegistry();

    @Test
    void allTopicsWithSchemasAreRegisteredBackwardCompatible() {
        registry.setCompatibility(CompatibilityLevel.NONE);

        new SchemaCheck(registry, SchemaUse.REGISTER).run(Topics.all());

        assertThat(registry.subjects())
                .containsExactlyInAnyOrderElementsOf(
                        Avros.topics().stream().map(Topic::subject).toList());
        assertThat(registry.compatibility(READINGS)).isEqualTo(CompatibilityLevel.BACKWARD);
    }

    @Test
    void aSecondStartOnlyLooks() {
        new SchemaCheck(registry, SchemaUse.REGISTER).run(Topics.all());
        var counted = new CountingRegistry(registry);

        new SchemaCheck(counted, SchemaUse.REGISTER).run(Topics.all());

        assertThat(counted.questions()).isEqualTo(Avros.topics().size());
    }

    @Test
    void allSubjectsThatDoNotSuitAreNamedAtOnceAndNothingIsRegistered() {
        registry.setCompatibility(CompatibilityLevel.NONE);
        String other = "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[]}";
        registry.register(READINGS, other);
        registry.register("forecasts.v1-value", other);

        assertThatThrownBy(() -> new SchemaCheck(registry, SchemaUse.REGISTER).run(Topics.all()))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(READINGS)
                .hasMessageContaining("forecasts.v1-value");
        assertThat(registry.subjects()).containsExactlyInAnyOrder(READINGS, "forecasts.v1-value");
    }

    @Test
    void anEngineOlderThanTheRegistrysSchemasStartsWhereItCanReadThem() {
        new SchemaCheck(registry, SchemaUse.REGISTER).run(Topics.all());
        registry.register(
                READINGS,
                Schemas.withFieldAdded(Topics.METER_READINGS.codec().schema()).toString());

        new SchemaCheck(registry, SchemaUse.REGISTER).run(Topics.all());

        assertThat(registry.versions(READINGS)).hasSize(2);
    }

    @Test
    void withoutAutoRegisterEverySubjectThatIsMissingIsNamed() {
        assertThatThrownBy(() -> new SchemaCheck(registry, SchemaUse.LOOK_UP).run(Topics.all()))
                .isInstanceOf(SchemaMissingException.class)
                .hasMessageContaining(READINGS)
                .hasMessageContaining("models.audit.v1-value");
        assertThat(registry.subjects()).isEmpty();
    }
}
