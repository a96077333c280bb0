package io.gridcast.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.ScadaQuality;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One kind of fact: how an item of a body becomes a record of its topic.
 *
 * @param fields that an item may have
 * @param fact reads an item; what is wrong with the world in it (an absurd value, an unknown meter) is for the topology to set aside
 */
record Feed<T>(TopicCodec<T> codec, List<String> fields, Function<FeedItem, T> fact) {
    static Feed<MeterReading> readings(SchemaRegistry registry) {
        return new Feed<>(
                new TopicCodec<>(Topics.METER_READINGS, registry),
                List.of("meterId", "intervalStart", "interval", "energyKwh", "quality"),
                item -> new MeterReading(
                        item.name("meterId"),
                        item.time("intervalStart"),
                        item.span("interval"),
                        item.number("energyKwh"),
                        item.word("quality", ReadingQuality.MEASURED)));
    }

    static Feed<ScadaMeasurement> measurements(SchemaRegistry registry) {
        return new Feed<>(
                new TopicCodec<>(Topics.SCADA_MEASUREMENTS, registry),
                List.of("seriesId", "measuredAt", "powerMw", "quality", "source"),
                item -> new ScadaMeasurement(
                        item.name("seriesId"),
                        item.time("measuredAt"),
                        item.number("powerMw"),
                        item.word("quality", ScadaQuality.GOOD),
                        item.text("source", "")));
    }

    /**
     * The record of an item.
     *
     * @param knownAt its timestamp
     * @throws io.gridcast.app.http.HttpProblem if it cannot be read
     */
    ProducerRecord<byte[], byte[]> record(JsonNode item, Instant knownAt) {
        T read = fact.apply(new FeedItem(item, fields));
        byte[] key = codec.topic().keyOf(read).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(codec.topic().name(), null, knownAt.toEpochMilli(), key, codec.encode(read));
    }
}
