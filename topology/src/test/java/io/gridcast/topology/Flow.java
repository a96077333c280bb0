package io.gridcast.topology;

import io.gridcast.serdes.DeadLetters;
import io.gridcast.serdes.Ticks;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.flow.Codecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs a topology on one partition without a broker, and tells what went in and what came out as a story.
 *
 * <pre>{@code
 * flow.given(GRID_SERIES, series).given(GRID_METERS, assignment);
 * flow.tick(NINE);
 * flow.when(METER_READINGS, reading);
 * flow.tick(TEN);
 * assertThat(flow.then(LOAD_OBSERVED)).last()…
 * }</pre>
 *
 * <p>Records are stamped with the time of the last tick. {@link #then} gives everything that came out since the beginning.
 */
public final class Flow implements AutoCloseable {
    private static final Duration UNTIL_NEXT_TICK = Duration.ofSeconds(1);

    private final Codecs codecs;
    private final Path stateDir;
    private final TopologyTestDriver driver;
    private final Map<String, Set<String>> originsByTopic = new HashMap<>();
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, List<TestRecord<byte[], byte[]>>> outputs = new HashMap<>();
    private Instant now = Instant.EPOCH;

    /** A topology made with codecs on a registry of the flow's own. */
    public static Flow of(String applicationId, Function<Codecs, Topology> build) {
        return new Flow(applicationId, build);
    }

    private Flow(String applicationId, Function<Codecs, Topology> build) {
        codecs = new Codecs(new LocalRegistry());
        stateDir = newStateDir();
        Topology topology = build.apply(codecs);
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        driver = new TopologyTestDriver(topology, config, Instant.EPOCH);
        Set<String> read = topicsRead(topology);
        for (Topic<?> topic : Topics.ticked()) {
            if (read.contains(topic.name())) {
                alsoTickedBy(topic, Ticks.CLOCK);
            }
        }
    }

    /** Adds an origin, such as a task upstream, whose ticks {@link #tick} sends to a topic. */
    public Flow alsoTickedBy(Topic<?> topic, String origin) {
        originsByTopic.computeIfAbsent(topic.name(), name -> new TreeSet<>()).add(origin);
        return this;
    }

    /** Stamps the records that follow with {@code time}, whatever was ticked last. */
    public Flow at(Instant time) {
        now = time;
        return this;
    }

    /** Publishes records, known at the last tick to who published them. */
    @SafeVarargs
    public final <T> Flow given(Topic<T> topic, T... values) {
        for (T value : values) {
            send(topic.name(), topic.keyOf(value), codecs.encode(topic, value), new RecordHeaders());
        }
        return this;
    }

    /** As {@link #given}: the action of a story. */
    @SafeVarargs
    public final <T> Flow when(Topic<T> topic, T... values) {
        return given(topic, values);
    }

    /** Publishes bytes as they are. */
    public Flow givenRaw(Topic<?> topic, @Nullable String key, byte @Nullable [] value) {
        return send(topic.name(), key, value, new RecordHeaders());
    }

    /** Publishes a record under a key that is not its own. */
    public <T> Flow givenUnder(String key, Topic<T> topic, T value) {
        return send(topic.name(), key, codecs.encode(topic, value), new RecordHeaders());
    }

    /** Publishes a record with an origin, as tasks upstream do. */
    public <T> Flow givenFrom(String origin, Topic<T> topic, T value) {
        Headers headers = new RecordHeaders().add("gridcast.origin", origin.getBytes(StandardCharsets.UTF_8));
        return send(topic.name(), topic.keyOf(value), codecs.encode(topic, value), headers);
    }

    /** Moves time: a tick of each origin on each ticked topic that the topology reads. */
    public Flow tick(Instant time) {
        return tick(time, time.plus(UNTIL_NEXT_TICK));
    }

    /** As above; the clock promises that no tick comes before {@code next}. */
    public Flow tick(Instant time, Instant next) {
        new TreeSet<>(originsByTopic.keySet()).forEach(topic -> tickOnly(topic, time, next));
        return this;
    }

    /** Ticks one topic alone, for stories in which another is behind. */
    public Flow tickOnly(Topic<?> topic, Instant time, Instant next) {
        tickOnly(topic.name(), time, next);
        return this;
    }

    /** All values that came out on a topic so far, ticks left out. */
    public <T> List<T> then(Topic<T> topic) {
        TopicCodec<T> codec = codecs.codec(topic);
        return records(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> codec.decode(record.value()))
                .toList();
    }

    /** All records that came out on a topic so far, ticks left out. */
    public List<TestRecord<byte[], byte[]>> records(Topic<?> topic) {
        return everything(topic).stream()
                .filter(record -> !Ticks.isTick(record.headers()))
                .toList();
    }

    /** Times of the ticks that came out on a topic so far, by name of their origin in front: {@code sum-series-0 2026-…}. */
    public List<String> ticks(Topic<?> topic) {
        return everything(topic).stream()
                .filter(record -> Ticks.isTick(record.headers()))
                .map(record -> Ticks.origin(record.headers()) + " " + record.getRecordTime())
                .toList();
    }

    /** Causes of all dead letters so far. */
    public List<String> deadLetters() {
        return records(Topics.DEAD_LETTERS).stream()
                .map(record -> new String(
                        record.headers().lastHeader(DeadLetters.CAUSE).value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Key, time and bytes of everything on a topic so far, ticks left out, one line each: for comparisons of whole runs. */
    public String transcript(Topic<?> topic) {
        return records(topic).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8) + " " + record.timestamp() + " "
                        + HexFormat.of().formatHex(record.value()))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Key, time and value of everything on a topic so far, ticks left out, one line each, sorted by key and otherwise in their
     * order: for comparisons of whole runs, in which only the order within a key counts.
     */
    public <T> List<String> story(Topic<T> topic) {
        TopicCodec<T> codec = codecs.codec(topic);
        return records(topic).stream()
                .sorted(Comparator.comparing(record -> new String(record.key(), StandardCharsets.UTF_8)))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8) + " at " + record.getRecordTime() + ": "
                        + codec.decode(record.value()))
                .toList();
    }

    /** The codec of a topic, for what lies in stores as it lay on the topic. */
    public <T> TopicCodec<T> codec(Topic<T> topic) {
        return codecs.codec(topic);
    }

    /** The driver underneath, for what a story does not tell. */
    public TopologyTestDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateDir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("state of a test in " + stateDir + " could not be deleted", e);
        }
    }

    private void tickOnly(String topic, Instant time, Instant next) {
        now = time;
        for (String origin : originsByTopic.getOrDefault(topic, Set.of())) {
            send(
                    topic,
                    null,
                    null,
                    origin.equals(Ticks.CLOCK) ? Ticks.clockHeaders(next.toEpochMilli()) : Ticks.headers(origin));
        }
    }

    private Flow send(String topic, @Nullable String key, byte @Nullable [] value, Headers headers) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(keyBytes, value, headers, now));
        return this;
    }

    private List<TestRecord<byte[], byte[]>> everything(Topic<?> topic) {
        List<TestRecord<byte[], byte[]>> all = outputs.computeIfAbsent(topic.name(), name -> new ArrayList<>());
        all.addAll(driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
        return all;
    }

    private static Set<String> topicsRead(Topology topology) {
        return topology.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream())
                .collect(Collectors.toSet());
    }

    private static Path newStateDir() {
        try {
            return Files.createTempDirectory("gridcast-flow");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the state of a test", e);
        }
    }
}
