package io.gridcast.app.simulator;

import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.training.feed.TimedEvent;
import java.time.Instant;
import java.util.List;

/** The past as load of a series: feeders, and zones as the sums of their feeders. */
final class LoadFeed implements EventSource {
    private final Truth truth;

    LoadFeed(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void between(long fromMs, long toMs, List<TimedEvent> into) {
        long slotMs = truth.slot().toMillis();
        for (long end = Steps.firstAtOrAfter(fromMs, slotMs); end < toMs; end += slotMs) {
            for (Zone zone : truth.country().zones()) {
                slot(zone, end - slotMs, into);
            }
        }
    }

    private void slot(Zone zone, long slotMs, List<TimedEvent> into) {
        List<FeederLoad.Energy> energies = truth.energies(zone, slotMs);
        long usedWh = 0;
        long solarWh = 0;
        for (int i = 0; i < energies.size(); i++) {
            usedWh += energies.get(i).usedWh();
            solarWh += energies.get(i).solarWh();
            into.add(event(zone.feeders().get(i).name(), energies.get(i), slotMs));
        }
        into.add(event(zone.name(), new FeederLoad.Energy(usedWh, solarWh), slotMs));
    }

    private TimedEvent event(String series, FeederLoad.Energy energy, long slotMs) {
        ObservedLoad load = new ObservedLoad(
                series,
                Instant.ofEpochMilli(slotMs),
                truth.slot(),
                energy.netMw(truth.slot()),
                1,
                LoadQuality.MEASURED,
                0);
        return new TimedEvent(load.slotEnd(), load);
    }
}
