package io.gridcast.tests.metering;

import io.gridcast.core.grid.MeterAssignment;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Right readings of meters, and the series that they add up to.
 *
 * @param readings gives all {@link MeterReading}s anew, in order of availability
 */
public record MeteringData(List<Series> series, List<MeterAssignment> meters, Supplier<Iterator<TimedEvent>> readings) {
    /**
     * No mean power in a data set is further from 0 than this, kW: some households of the Swiss meters take 461 kW and feed 146 kW
     * in. A limit is needed for a value to be absurd.
     */
    static final double LIMIT_KW = 1000;

    public MeteringData {
        series = List.copyOf(series);
        meters = meters.stream().map(MeteringData::limited).toList();
    }

    /**
     * The meters of a folder of feed files.
     *
     * @throws io.gridcast.core.check.ExplainedException if the folder holds none, or is broken
     */
    public static MeteringData of(Path folder) {
        FeedFolder files = FeedFolder.open(folder);
        return new MeteringData(files.series(), files.meters(), () -> new Readings(files.events()));
    }

    private static MeterAssignment limited(MeterAssignment meter) {
        return new MeterAssignment(meter.meterId(), meter.seriesId(), meter.from(), meter.to(), -LIMIT_KW, LIMIT_KW);
    }

    /** Leaves out whatever is no reading. */
    private static final class Readings implements Iterator<TimedEvent> {
        private final Iterator<TimedEvent> events;
        private @Nullable TimedEvent ahead;

        Readings(Iterator<TimedEvent> events) {
            this.events = events;
            this.ahead = read();
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public TimedEvent next() {
            TimedEvent event = ahead;
            if (event == null) {
                throw new NoSuchElementException("no reading is left");
            }
            ahead = read();
            return event;
        }

        private @Nullable TimedEvent read() {
            while (events.hasNext()) {
                TimedEvent event = events.next();
                if (event.fact() instanceof MeterReading) {
                    return event;
                }
            }
            return null;
        }
    }
}
