package io.gridcast.app.fetch;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a folder up to date: what is missing before it, backwards, then what came after it; each stretch is saved before the next one is
 * asked for. So an interrupted fetch leaves no hole and goes on where it was.
 */
public final class Fetch {
    private final FeedSource source;
    private final FetchedFolder folder;
    private final Watcher watcher;

    /** Is told what is fetched. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * A stretch has been saved.
         *
         * @param what loads or prices
         * @param rows how many were told of it
         */
        void saved(String what, Stretch stretch, int rows);
    }

    /** A time from {@code from} (in) to {@code to} (out). */
    public record Stretch(Instant from, Instant to) {}

    @FunctionalInterface
    private interface Part {
        List<TimedEvent> fetch(Stretch stretch) throws InterruptedException;
    }

    public Fetch(FeedSource source, FetchedFolder folder, Watcher watcher) {
        this.source = source;
        this.folder = folder;
        this.watcher = watcher;
    }

    /**
     * Fetches.
     *
     * @param from since when, where the folder is empty or begins later
     * @param to until when, itself out
     * @param setAside is told of rows that cannot be used
     * @return what is new or has changed, as it became known
     * @throws ExplainedException if the service does not answer, or tells nothing at all
     */
    public List<TimedEvent> run(Instant from, Instant to, SetAside setAside) throws InterruptedException {
        List<TimedEvent> changed = new ArrayList<>();
        changed.addAll(part(folder.prices(), from, to, stretch -> {
            var found = source.prices(stretch.from(), stretch.to(), setAside);
            watcher.saved("prices", stretch, found.size());
            return folder.addPrices(found);
        }));
        changed.addAll(part(folder.loads(), from, to, stretch -> {
            var found = source.loads(stretch.from(), stretch.to(), setAside);
            watcher.saved("loads", stretch, found.size());
            return folder.addLoads(found);
        }));
        if (folder.loads().newest().isEmpty() && folder.prices().newest().isEmpty()) {
            throw new ExplainedException(
                    source.name() + " tells neither loads nor prices from " + from + " to " + to,
                    "there is nothing to forecast from",
                    "choose an earlier --from and --to: a dataset may have ended, or its rows may come weeks late");
        }
        return changed;
    }

    private List<TimedEvent> part(SortedTable saved, Instant from, Instant to, Part part) throws InterruptedException {
        List<TimedEvent> changed = new ArrayList<>();
        for (Stretch stretch : stretches(saved.oldest(), saved.newest(), from, to)) {
            changed.addAll(part.fetch(stretch));
        }
        return changed;
    }

    /** What to ask for, in order. */
    List<Stretch> stretches(Optional<Instant> oldest, Optional<Instant> newest, Instant from, Instant to) {
        List<Stretch> stretches = new ArrayList<>();
        Duration atOnce = source.atOnce();
        if (oldest.isPresent()) {
            for (Instant end = oldest.get(); end.isAfter(from); end = end.minus(atOnce)) {
                stretches.add(new Stretch(later(from, end.minus(atOnce)), end));
            }
        }
        Instant again =
                newest.map(last -> later(from, last.minus(source.askedAgain()))).orElse(from);
        for (Instant begin = again; begin.isBefore(to); begin = begin.plus(atOnce)) {
            Instant end = begin.plus(atOnce);
            stretches.add(new Stretch(begin, end.isBefore(to) ? end : to));
        }
        return stretches;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
