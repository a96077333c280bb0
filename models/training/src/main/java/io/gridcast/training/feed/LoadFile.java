package io.gridcast.training.feed;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.MilliWattHours;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;

/**
 * {@code load.csv}: loads of series, known at the end of their interval; an empty cell tells nothing. Totals are not in it: the loads
 * of their members are added up.
 */
final class LoadFile {
    private LoadFile() {}

    static Iterator<TimedEvent> read(Path path, SeriesFile known) {
        var events = new SortedEvents();
        var totals = new LoadTotals(known.series());
        try (var csv = CsvFile.open(path, "interval_start", "series_id", "load_mw")) {
            int start = csv.column("interval_start");
            int id = csv.column("series_id");
            int load = csv.column("load_mw");
            while (csv.next()) {
                Series series = known.byId().get(csv.requiredText(id));
                if (series == null) {
                    throw csv.broken(id, "is not in series.csv", "add it there, or leave its lines out here");
                }
                if (series.isTotal()) {
                    throw csv.broken(
                            id, "is a total of others", "leave its lines out: the loads of its members are added up");
                }
                double loadMw = csv.number(load);
                if (Double.isFinite(loadMw)) {
                    Instant slot = csv.instant(start);
                    // As the engine has it, which adds up whole milliwatt-hours: else training would see other bits.
                    double wholeMw =
                            MilliWattHours.rounded(loadMw, series.resolution().toMillis());
                    var observed = new ObservedLoad(
                            series.seriesId(), slot, series.resolution(), wholeMw, 1, LoadQuality.MEASURED, 0);
                    events.add(new TimedEvent(observed.slotEnd(), observed));
                    totals.add(observed);
                }
            }
        }
        totals.loads().forEach(total -> events.add(new TimedEvent(total.slotEnd(), total)));
        return events.iterator();
    }
}
