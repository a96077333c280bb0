package io.gridcast.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    static Stream<Topic<?>> topics() {
        return Avros.topicOfEachSchema();
    }

    @Test
    void theCatalogueIsTheTableOfTheDesign() {
        String table = Topics.all().stream()
                .map(topic -> String.join(
                        " ",
                        topic.name(),
                        topic.isRaw() ? "-" : topic.codec().schema().getName(),
                        topic.partitions().name(),
                        topic.settings().get("cleanup.policy"),
                        topic.retention().equals(Topic.FOR_EVER)
                                ? "for-ever"
                                : topic.retention().toDays() + "d",
                        topic.isTicked() ? "ticked" : "-"))
                .collect(Collectors.joining("\n"));

        assertThat(table).isEqualTo("""
                grid.series.v1 Series SERIES delete for-ever ticked
                grid.meters.v1 MeterAssignment METERS delete for-ever ticked
                meter.readings.v1 MeterReading METERS delete 93d ticked
                scada.measurements.v1 ScadaMeasurement SERIES delete 93d ticked
                weather.observed.v1 WeatherObservation ZONES delete 400d ticked
                weather.forecast.v1 WeatherForecast ZONES delete 400d ticked
                market.prices.v1 MarketPrice ZONES delete 400d ticked
                market.outlook.v1 SystemOutlook ZONES delete 400d ticked
                models.artifacts.v1 ModelArtifactChunk CONTROL compact for-ever -
                models.commands.v1 ModelCommand CONTROL delete for-ever ticked
                models.deployments.v1 Deployment CONTROL delete for-ever -
                models.readiness.v1 Readiness CONTROL delete 31d ticked
                models.audit.v1 AuditEntry CONTROL delete for-ever -
                grid.load.observed.v1 ObservedLoad SERIES delete 400d -
                data.quality.v1 QualityEvent SERIES delete 93d -
                features.scored.v1 ScoredFeatures SERIES delete 31d -
                forecasts.v1 Forecast SERIES delete 400d -
                forecasts.shadow.v1 Forecast SERIES delete 93d -
                price.spikes.v1 SpikeRisk ZONES delete 400d -
                forecasts.scores.v1 ForecastScore SERIES delete 400d -
                models.verdicts.v1 Verdict CONTROL delete 400d -
                drift.events.v1 DriftEvent SERIES delete 400d -
                retraining.requests.v1 RetrainingRequest CONTROL delete 400d -
                dead.letters.v1 - CONTROL delete 93d -""");
    }

    @Test
    void aTopicThatIsKeptForEverSaysSoToTheBroker() {
        assertThat(Topics.MODELS_AUDIT.settings()).containsEntry("retention.ms", "-1");
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T> void everyRecordHasAKey(Topic<T> topic) {
        T record = RandomRecords.of(topic, new Random(1));

        assertThat(topic.keyOf(record)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyFieldSaysItsUnit(Topic<?> topic) {
        check(topic.codec().schema());
    }

    @Test
    void aTypeThatSeveralSchemasShareIsTheSameInAll() {
        Map<String, Schema> known = new HashMap<>();
        topics().forEach(topic -> shared(topic.codec().schema(), known));

        assertThat(known).containsKeys("io.gridcast.v1.ModelRef", "io.gridcast.v1.Target");
    }

    private static void check(Schema schema) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> {
                    assertThat(field.doc())
                            .as(schema.getName() + "." + field.name())
                            .containsPattern("(?i)unit|MW|kW|millisecond|degrees|fraction|hex|count|bytes|hours|days"
                                    + "|currency|number|a variable|by variable");
                    check(field.schema());
                });
            case ARRAY -> check(schema.getElementType());
            case MAP -> check(schema.getValueType());
            case UNION -> schema.getTypes().forEach(TopicsTest::check);
            default -> {}
        }
    }

    private static void shared(Schema schema, Map<String, Schema> known) {
        switch (schema.getType()) {
            case RECORD, ENUM -> {
                Schema before = known.putIfAbsent(schema.getFullName(), schema);
                if (before != null) {
                    assertThat(schema.toString()).isEqualTo(before.toString());
                }
                if (schema.getType() == Schema.Type.RECORD) {
                    schema.getFields().forEach(field -> shared(field.schema(), known));
                }
            }
            case ARRAY -> shared(schema.getElementType(), known);
            case UNION -> schema.getTypes().forEach(branch -> shared(branch, known));
            default -> {}
        }
    }
}
