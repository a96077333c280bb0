package io.gridcast.app.rest;

import io.gridcast.app.serving.Found;
import io.gridcast.topology.serving.RecordsValue;
import io.gridcast.topology.serving.ServedKind;
import io.gridcast.topology.serving.ServedStores;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A page of records by time: of one key, or of one key in all partitions.
 *
 * @param found the records of the page
 * @param next cursor of the page behind; empty on the last one
 */
record TimePage(List<Found> found, Optional<Cursor> next) {
    /**
     * Which records.
     *
     * @param fromMs first time
     * @param toMs first time that is not wanted any more
     * @param after where the page before ended
     * @param newestFirst whether the list goes back in time
     */
    record Range(long fromMs, long toMs, int limit, Optional<Cursor> after, boolean newestFirst) {
        /** All times, newest first. */
        static Range newestFirst(Parameters parameters) {
            return between(parameters, 0, Long.MAX_VALUE, true);
        }

        /** The times that a call names, or these. */
        static Range between(Parameters parameters, long fromMs, long toMs, boolean newestFirst) {
            return new Range(
                    parameters
                            .time(Parameters.FROM)
                            .map(from -> from.toEpochMilli())
                            .orElse(fromMs),
                    parameters.time(Parameters.TO).map(to -> to.toEpochMilli()).orElse(toMs),
                    parameters.limit(),
                    Cursor.of(parameters),
                    newestFirst);
        }

        /** Where reading begins: at the time of the cursor, for only a part of its records may have been given. */
        private long firstMs() {
            return newestFirst ? fromMs : after.map(Cursor::timeMs).orElse(fromMs);
        }

        /** Where reading ends. */
        private long endMs() {
            return newestFirst ? after.map(cursor -> cursor.timeMs() + 1).orElse(toMs) : toMs;
        }

        /** Records that are asked for: what was given of the time of the cursor comes again, and one more to see whether any lie behind. */
        private int wanted() {
            return limit
                    + after.map(cursor -> Math.min(cursor.given(), RecordsValue.MOST))
                            .orElse(0)
                    + 1;
        }
    }

    /** Reads a page of the records of one key. */
    static TimePage read(Reading reading, Range range, ServedStores stores, ServedKind kind, String... parts) {
        List<Found> found = reading.ask(reading.records(
                stores, range.firstMs(), range.endMs(), range.wanted(), range.newestFirst, kind, parts));
        return cut(found, range);
    }

    /** Reads a page of what all partitions have of a kind; of one time, in the order of partitions. */
    static TimePage readAll(Reading reading, Range range, ServedStores stores, ServedKind kind) {
        Comparator<Found> byTime = Comparator.comparingLong(Found::timeMs);
        List<Found> found = reading
                .askAll(
                        stores,
                        partition -> reading.records(
                                stores,
                                partition,
                                range.firstMs(),
                                range.endMs(),
                                range.wanted(),
                                range.newestFirst,
                                kind))
                .stream()
                .sorted(range.newestFirst ? byTime.reversed() : byTime)
                .toList();
        return cut(found, range);
    }

    /** Cuts a page off what was found, in its order. */
    static TimePage cut(List<Found> found, Range range) {
        int given = 0;
        if (range.after.isPresent()) {
            Cursor after = range.after.get();
            while (given < after.given()
                    && given < found.size()
                    && found.get(given).timeMs() == after.timeMs()) {
                given++;
            }
        }
        int end = Math.min(found.size(), given + range.limit);
        List<Found> page = found.subList(given, end);
        if (end == found.size()) {
            return new TimePage(page, Optional.empty());
        }
        long lastMs = found.get(end - 1).timeMs();
        int atLast = (int) found.subList(0, end).stream()
                .filter(each -> each.timeMs() == lastMs)
                .count();
        return new TimePage(page, Optional.of(new Cursor(lastMs, atLast)));
    }

    /** As it is answered. */
    byte[] json(Items.Item<Found> item) {
        return Items.page(found, next.map(Cursor::text), item);
    }
}
