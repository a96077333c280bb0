package io.gridcast.app.feed;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.Series;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.SchemaRegistry;
import io.gridcast.training.feed.TimedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes facts on their topics, each at the time it became known. Sends and returns at once; a record that the broker refused
 * fails the next call.
 *
 * <p>Thread-safe if the producer is.
 */
public final class FactPublisher {
    private static final Map<Class<?>, Topic<?>> TOPICS = Map.of(
            Series.class, Topics.GRID_SERIES,
            MeterAssignment.class, Topics.GRID_METERS,
            MeterReading.class, Topics.METER_READINGS,
            ScadaMeasurement.class, Topics.SCADA_MEASUREMENTS,
            ObservedLoad.class, Topics.LOAD_OBSERVED,
            WeatherObservation.class, Topics.WEATHER_OBSERVED,
            WeatherForecast.class, Topics.WEATHER_FORECAST,
            MarketPrice.class, Topics.MARKET_PRICES,
            SystemOutlook.class, Topics.MARKET_OUTLOOK);

    private final Producer<byte[], byte[]> producer;
    private final Map<Class<?>, Sender<?>> senders;
    private volatile @Nullable Exception failure;

    /** @param producer idempotent, so that records keep their order; stays the caller's, who closes it */
    public FactPublisher(Producer<byte[], byte[]> producer, SchemaRegistry registry) {
        this.producer = producer;
        this.senders = TOPICS.entrySet().stream()
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new Sender<>(new TopicCodec<>(entry.getValue(), registry))));
    }

    /**
     * Publishes one fact.
     *
     * @throws ExplainedException if the broker refused a record that was sent before
     */
    public void publish(TimedEvent event) {
        throwIfFailed();
        Sender<?> sender = senders.get(event.fact().getClass());
        if (sender == null) {
            throw new IllegalStateException("no topic for a " + event.fact().getClass());
        }
        sender.send(event);
    }

    /**
     * Waits until the broker has everything.
     *
     * @throws ExplainedException if it refused a record
     */
    public void flush() {
        producer.flush();
        throwIfFailed();
    }

    private void throwIfFailed() {
        Exception refused = failure;
        if (refused != null) {
            throw new ExplainedException(
                    "the broker did not take a record: " + refused.getMessage(),
                    "the feed would have a hole, so it ends here",
                    "see that the broker runs, has room on its disk and has the topics (gridcast topics check)",
                    refused);
        }
    }

    private final class Sender<T> {
        private final TopicCodec<T> codec;

        Sender(TopicCodec<T> codec) {
            this.codec = codec;
        }

        @SuppressWarnings("unchecked") // found by the class of the fact
        void send(TimedEvent event) {
            T fact = (T) event.fact();
            byte[] key = codec.topic().keyOf(fact).getBytes(StandardCharsets.UTF_8);
            producer.send(
                    new ProducerRecord<>(
                            codec.topic().name(), null, event.availableAt().toEpochMilli(), key, codec.encode(fact)),
                    (metadata, refused) -> {
                        if (refused != null) {
                            failure = refused;
                        }
                    });
        }
    }
}
