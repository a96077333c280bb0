package io.gridcast.app.rest;

import io.gridcast.app.serving.Found;
import io.gridcast.topology.serving.ServedKind;
import io.gridcast.topology.serving.ServedStores;
import java.util.List;
import java.util.Optional;

/**
 * A page of the records of one key by time.
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
    }

    /** Reads a page. */
    static TimePage read(Reading reading, Range range, ServedStores stores, ServedKind kind, String... parts) {
        long fromMs = range.newestFirst
                ? range.fromMs
                : range.after.map(Cursor::timeMs).orElse(range.fromMs);
        long toMs = range.newestFirst
                ? range.after.map(cursor -> cursor.timeMs() + 1).orElse(range.toMs)
                : range.toMs;
        // What was given of the time of the cursor comes again, and one more to see whether anything lies behind.
        int limit = range.limit + range.after.map(Cursor::given).orElse(0) + 1;
        List<Found> found = reading.ask(reading.records(stores, fromMs, toMs, limit, range.newestFirst, kind, parts));
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
