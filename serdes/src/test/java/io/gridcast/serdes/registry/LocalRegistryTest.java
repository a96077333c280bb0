package io.gridcast.serdes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRegistryTest {
    private static final String V1 = record("{\"name\":\"a\",\"type\":\"long\"}");
    private static final String V2 =
            record("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"long\",\"default\":0}");
    private static final String OTHER = record("{\"name\":\"a\",\"type\":\"string\"}");

    private final List<RegistryChange> journal = new ArrayList<>();
    private final LocalRegistry registry = new LocalRegistry(journal::add);

    @Test
    void aTextHasOneIdUnderAllSubjects() {
        int id = registry.register("a-value", V1);

        assertThat(registry.register("b-value", V1)).isEqualTo(id);
        assertThat(registry.register("a-value", V2)).isEqualTo(id + 1);
        assertThat(registry.versionsOf(id))
                .extracting(RegisteredSchema::subject)
                .containsExactly("a-value", "b-value");
    }

    @Test
    void theSameTextIsNotANewVersionHoweverItIsSpaced() {
        registry.register("a-value", V1);
        registry.register("a-value", V1.replace(":", " : "));

        assertThat(registry.versions("a-value")).hasSize(1);
        assertThat(journal).hasSize(1);
    }

    @Test
    void aSchemaThatCannotReadTheLastOneIsRefusedWithThePlace() {
        registry.register("a-value", V1);

        assertThatThrownBy(() -> registry.register("a-value", OTHER))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("a-value (BACKWARD)")
                .hasMessageContaining("/fields/0/type");
        assertThat(registry.incompatibilities("a-value", OTHER)).hasSize(1);
        assertThat(registry.incompatibilities("a-value", V2)).isEmpty();
        assertThat(registry.incompatibilities("new-value", OTHER)).isEmpty();
    }

    @Test
    void aSubjectsOwnLevelGoesBeforeTheRegistrys() {
        registry.register("a-value", V1);
        registry.setCompatibility(CompatibilityLevel.FULL);
        registry.setCompatibility("a-value", CompatibilityLevel.NONE);

        registry.register("a-value", OTHER);

        assertThat(registry.versions("a-value")).hasSize(2);
        assertThat(registry.compatibility("b-value")).isEqualTo(CompatibilityLevel.FULL);
    }

    @Test
    void aTransitiveLevelLooksAtAllVersions() {
        registry.setCompatibility(CompatibilityLevel.NONE);
        registry.register("a-value", OTHER);
        registry.register("a-value", V1);

        registry.setCompatibility(CompatibilityLevel.BACKWARD);
        assertThat(registry.incompatibilities("a-value", V2)).isEmpty();
        registry.setCompatibility(CompatibilityLevel.BACKWARD_TRANSITIVE);
        assertThat(registry.incompatibilities("a-value", V2)).isNotEmpty();
    }

    @Test
    void theJournalBuildsTheSameRegistryAgain() {
        registry.register("a-value", V1);
        registry.register("a-value", V2);
        registry.setCompatibility("a-value", CompatibilityLevel.FULL);
        registry.setCompatibility(CompatibilityLevel.NONE);

        var again = new LocalRegistry();
        journal.forEach(again::apply);

        assertThat(again.versions("a-value")).isEqualTo(registry.versions("a-value"));
        assertThat(again.ownCompatibility("a-value")).contains(CompatibilityLevel.FULL);
        assertThat(again.compatibility()).isEqualTo(CompatibilityLevel.NONE);
        assertThat(again.register("b-value", OTHER)).isEqualTo(3);
    }

    @Test
    void aChangeThatTheJournalRefusesDoesNotHappen() {
        var broken = new LocalRegistry(change -> {
            throw new IllegalStateException("disk full");
        });

        assertThatThrownBy(() -> broken.register("a-value", V1)).hasMessage("disk full");
        assertThat(broken.subjects()).isEmpty();
    }

    @Test
    void aTextThatIsNoSchemaIsRefused() {
        assertThatThrownBy(() -> registry.register("a-value", "{\"type\":\"recrod\"}"))
                .isInstanceOf(InvalidSchemaException.class);
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
    }
}
