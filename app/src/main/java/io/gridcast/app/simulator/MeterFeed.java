package io.gridcast.app.simulator;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The present as readings of every meter, with the faults of meters, concentrators and the metering feed. */
final class MeterFeed implements EventSource {
    static final String READINGS = "meter.readings";

    private static final int REMEMBERED_SLOTS = 256;
    private static final Duration LONGEST_BATCH_DELAY = Duration.ofHours(8);
    /** By how much a wrong clock may be off, seconds. */
    private static final long[] CLOCK_OFF_S = {-3600, 3600, 86_400, 420, -1260};

    private final Truth truth;
    private final Faults faults;
    private final Duration readingDelay;
    private final long seed;
    private final List<Bank> banks = new ArrayList<>();
    private final Map<SlotOfBank, long[]> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SlotOfBank, long[]> eldest) {
            return size() > REMEMBERED_SLOTS;
        }
    };

    private record Bank(MeterBank meters, Zone zone, int ofZone, List<List<String>> names) {}

    private record SlotOfBank(int bank, long slotMs) {}

    MeterFeed(Truth truth, Faults faults, Duration readingDelay) {
        this.truth = truth;
        this.faults = faults;
        this.readingDelay = readingDelay;
        this.seed = Dice.key(truth.country().seed(), "concentrators");
        for (Zone zone : truth.country().zones()) {
            for (int i = 0; i < zone.feeders().size(); i++) {
                banks.add(bank(zone, i));
            }
        }
    }

    private static Bank bank(Zone zone, int ofZone) {
        MeterBank meters = new MeterBank(zone.feeders().get(ofZone));
        List<List<String>> names = new ArrayList<>(meters.count());
        for (int meter = 0; meter < meters.count(); meter++) {
            names.add(List.of(meters.id(meter), meters.feeder().name(), zone.name()));
        }
        return new Bank(meters, zone, ofZone, names);
    }

    List<MeterBank> banks() {
        return banks.stream().map(Bank::meters).toList();
    }

    @Override
    public void between(long fromMs, long toMs, List<TimedEvent> into) {
        long slotMs = truth.slot().toMillis();
        long earliest = fromMs - longestDelay().toMillis();
        for (long end = Steps.firstAtOrAfter(earliest, slotMs); end < toMs; end += slotMs) {
            for (int bank = 0; bank < banks.size(); bank++) {
                int concentrators = banks.get(bank).meters().concentrators();
                for (int concentrator = 0; concentrator < concentrators; concentrator++) {
                    long arrives = arrival(banks.get(bank), concentrator, end);
                    if (arrives >= fromMs && arrives < toMs) {
                        batch(bank, concentrator, end - slotMs, Instant.ofEpochMilli(arrives), into);
                    }
                }
            }
        }
    }

    private Duration longestDelay() {
        Duration longest = readingDelay;
        if (faults.any(FaultKind.LATE)) {
            longest = longest.plus(FaultKind.LATE.episode()).plus(LONGEST_BATCH_DELAY);
        }
        return faults.any(FaultKind.OUTAGE) ? longest.plus(Faults.LONGEST_HOLD) : longest;
    }

    /** When the readings of a concentrator for the interval that ends at {@code endMs} arrive. */
    private long arrival(Bank bank, int concentrator, long endMs) {
        String feeder = bank.meters().feeder().name();
        String name = feeder + "-C" + (concentrator + 1);
        long key = Dice.key(seed, name);
        long usual = endMs + 1000 * (long) (Dice.uniform(key, -1) * (readingDelay.toSeconds() + 1));
        List<String> names = List.of(name, feeder, bank.zone().name());
        long late = faults.releasedAt(FaultKind.LATE, names, endMs);
        if (late == Faults.NEVER) {
            return Faults.NEVER;
        }
        if (late > endMs) {
            double delay = Dice.uniform(key, late / 1000) * LONGEST_BATCH_DELAY.toSeconds();
            usual = late + 1000 * (long) delay;
        }
        List<String> feed = List.of(
                READINGS + "/" + bank.zone().name(),
                READINGS,
                feeder,
                bank.zone().name());
        return faults.releasedAt(FaultKind.OUTAGE, feed, usual);
    }

    private void batch(int bank, int concentrator, long slotMs, Instant arrivesAt, List<TimedEvent> into) {
        MeterBank meters = banks.get(bank).meters();
        int first = concentrator * MeterBank.A_CONCENTRATOR;
        int end = Math.min(meters.count(), first + MeterBank.A_CONCENTRATOR);
        long[] readingsWh = readingsWh(bank, slotMs);
        for (int meter = first; meter < end; meter++) {
            List<String> names = banks.get(bank).names().get(meter);
            if (faults.any(FaultKind.MISSING) && faults.hits(FaultKind.MISSING, names, slotMs)) {
                continue;
            }
            MeterReading reading = new MeterReading(
                    meters.id(meter),
                    Instant.ofEpochMilli(slotMs + clockOffMs(names, slotMs)),
                    truth.slot(),
                    energyKwh(bank, meter, names, slotMs, readingsWh[meter]),
                    ReadingQuality.MEASURED);
            into.add(new TimedEvent(arrivesAt, reading));
        }
    }

    private double energyKwh(int bank, int meter, List<String> names, long slotMs, long readingWh) {
        if (faults.any(FaultKind.SPIKE) && faults.hits(FaultKind.SPIKE, names, slotMs)) {
            double hours = truth.slot().toMillis() / 3_600_000.0;
            double times = 2 + 8 * Dice.uniform(Dice.key(seed, names.get(0)), slotMs);
            return Math.rint(banks.get(bank).meters().maximumKw(meter) * hours * times);
        }
        if (faults.any(FaultKind.STUCK)) {
            long begun = faults.begunAt(FaultKind.STUCK, names, slotMs);
            if (begun != Faults.NEVER) {
                long held = Steps.lastAtOrBefore(begun, truth.slot().toMillis());
                return readingsWh(bank, held)[meter] / 1000.0;
            }
        }
        return readingWh / 1000.0;
    }

    private long clockOffMs(List<String> names, long slotMs) {
        if (!faults.any(FaultKind.CLOCK) || !faults.hits(FaultKind.CLOCK, names, slotMs)) {
            return 0;
        }
        long begun = faults.begunAt(FaultKind.CLOCK, names, slotMs);
        int which = (int) (Dice.uniform(Dice.key(seed, names.get(0)), begun / 1000) * CLOCK_OFF_S.length);
        return 1000 * CLOCK_OFF_S[which];
    }

    private long[] readingsWh(int bank, long slotMs) {
        SlotOfBank key = new SlotOfBank(bank, slotMs);
        long[] known = remembered.get(key);
        if (known == null) {
            Bank of = banks.get(bank);
            known = of.meters().readingsWh(truth.energies(of.zone(), slotMs).get(of.ofZone()), slotMs);
            remembered.put(key, known);
        }
        return known;
    }
}
