package io.gridcast.app.fetch;

import io.gridcast.app.feed.FactPublisher;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;

/**
 * Publishes a fetched folder on a cluster: all of it the first time, with the times at which it became known; from then on what is new or
 * has changed, known when it is published.
 *
 * <p>Loads are settled values, so they go out as observed loads, totals among them: there is nothing left to check or to add up. What has
 * been published is noted in the folder after the broker has it: after a crash something may go out twice, never not at all.
 */
public final class LiveFeed implements AutoCloseable {
    private static final int LINGER_MS = 50;

    private final Path folder;
    private final Path note;
    private final Producer<byte[], byte[]> producer;
    private final FactPublisher publisher;
    private final InstantSource wall;

    /**
     * @param platform with all topics; stays the caller's
     * @param wall tells when something is published
     */
    public LiveFeed(Platform platform, Path folder, InstantSource wall) {
        this.folder = folder;
        this.note = folder.resolve(
                "published." + platform.cluster().bootstrapServers().replaceAll("[^A-Za-z0-9.-]", "_") + ".txt");
        this.producer = platform.producer("gridcast-fetch", LINGER_MS);
        this.publisher = new FactPublisher(producer, platform.registry());
        this.wall = wall;
    }

    /**
     * Publishes what the cluster has not got.
     *
     * @param changed what the last fetch found new or changed
     * @return how many facts went out
     */
    public long publish(Collection<TimedEvent> changed) {
        Optional<Instant> until = publishedUntil();
        Instant now = wall.instant();
        Instant newest = until.orElse(Instant.MIN);
        // With a load that was corrected, its total was.
        Set<Instant> corrected = new HashSet<>();
        changed.forEach(event -> corrected.add(event.availableAt()));
        long published = 0;
        for (Iterator<TimedEvent> events = FeedFolder.open(folder).events(); events.hasNext(); ) {
            TimedEvent event = events.next();
            Instant known = event.availableAt();
            boolean isMaster = event.fact() instanceof Series;
            if (isMaster || until.isEmpty() || known.isAfter(until.get()) || corrected.contains(known)) {
                publisher.publish(
                        until.isEmpty()
                                ? event
                                : new TimedEvent(
                                        now, known.isAfter(until.get()) ? event.fact() : revised(event.fact())));
                published++;
                newest = !isMaster && known.isAfter(newest) ? known : newest;
            }
        }
        publisher.flush();
        remember(newest);
        return published;
    }

    /** Drift is judged by first values alone. */
    private static Object revised(Object fact) {
        return fact instanceof ObservedLoad load
                ? new ObservedLoad(
                        load.seriesId(),
                        load.slot(),
                        load.resolution(),
                        load.loadMw(),
                        load.coverage(),
                        load.quality(),
                        load.revision() + 1)
                : fact;
    }

    private Optional<Instant> publishedUntil() {
        try {
            return Files.exists(note)
                    ? Optional.of(Instant.parse(Files.readString(note).strip()))
                    : Optional.empty();
        } catch (IOException | DateTimeException e) {
            throw new ExplainedException(
                    note + " cannot be read: " + e.getMessage(),
                    "it tells what has been published already",
                    "mend its rights; or delete it, then all of the folder is published again",
                    e);
        }
    }

    private void remember(Instant until) {
        try {
            Path draft = note.resolveSibling("." + note.getFileName() + ".part");
            Files.writeString(draft, until + "\n");
            SortedTable.replace(draft, note);
        } catch (IOException e) {
            throw new ExplainedException(
                    "cannot write " + note + ": " + e,
                    "what has been published would be published again",
                    "make room on its disk, or mend its rights",
                    e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
