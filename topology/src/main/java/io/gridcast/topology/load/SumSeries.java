package io.gridcast.topology.load;

import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import io.gridcast.state.TextKeyed;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Partitions;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds the partial sums of each series up, and publishes its load once a slot: when all that is expected is there, or when its
 * grace is over. What changes later is published again with the next revision. A series without meters, or with silent ones, has
 * the mean of its SCADA measurements.
 */
public final class SumSeries implements TaskLogic {
    private static final StoreDefinition<Ledger<String, SeriesFacts>> SERIES =
            StoreDefinition.ledger("series-to-sum", SeriesFacts.LAYOUT, Comparator.naturalOrder());
    private static final StoreDefinition<Table<SlotRef, SlotState>> SLOTS =
            StoreDefinition.table("series-slots", SlotState.LAYOUT, 5_000);
    private static final StoreDefinition<Ledger<Due, Long>> OPEN_SLOTS =
            StoreDefinition.ledger("open-slots", Due.LAYOUT, Due.ORDER);
    private static final StoreDefinition<Ledger<SlotRef, ScadaHistory.Point>> SCADA_POINTS =
            StoreDefinition.ledger("scada-points", ScadaHistory.Point.LAYOUT, Comparator.naturalOrder());
    private static final StoreDefinition<Ledger<String, Long>> SCADA_SLOTS =
            StoreDefinition.ledger("scada-slots", TextKeyed.LONGS, Comparator.naturalOrder());

    private static final int METERS = 0;
    private static final int SCADA = 1;
    private static final long KEPT_MS = MeterDay.RING_DAYS * MeterDay.DAY_MS;

    private final LoadObservationConfig config;
    private final long graceMs;
    private final String memberLoads;
    private final Outbox outbox;
    private final SeriesCatalogue catalogue;
    private final Table<SlotRef, SlotState> slots;
    private final Ledger<Due, Long> open;
    private final Ledger<String, Long> scadaSlots;
    private final ScadaHistory scada;
    private final ScadaIntake intake;
    private final Findings findings;
    private final TreeSet<SlotRef> touched = new TreeSet<>(); // empty again at the end of each tick
    private final TreeSet<String> measured = new TreeSet<>(); // as above

    /** Goes on where the task's stores say. */
    public SumSeries(Task task, LoadObservationConfig config, String memberLoads) {
        this.config = config;
        this.graceMs = config.grace().toMillis();
        this.memberLoads = memberLoads;
        outbox = task.outbox();
        catalogue = new SeriesCatalogue(task.store(SERIES));
        slots = task.store(SLOTS);
        open = task.store(OPEN_SLOTS);
        scadaSlots = task.store(SCADA_SLOTS);
        scada = new ScadaHistory(task.store(SCADA_POINTS), config.scadaHold().toMillis());
        findings = new Findings(outbox);
        intake = new ScadaIntake(config, catalogue, scada, scadaSlots, findings);
    }

    /** The stores that it needs. */
    public static List<StoreDefinition<?>> stores() {
        return List.of(SERIES, SLOTS, OPEN_SLOTS, SCADA_POINTS, SCADA_SLOTS);
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value, and this topic knows no deletion");
        }
        if (record.topic().equals(Topics.GRID_SERIES.name())) {
            catalogue.learn(outbox.codecs().decode(Topics.GRID_SERIES, value), record.knownAtMs());
        } else if (record.topic().equals(Topics.SCADA_MEASUREMENTS.name())) {
            Partitions.requireOwn(record, config.seriesPartitions());
            var measurement = outbox.codecs().decode(Topics.SCADA_MEASUREMENTS, value);
            if (!measurement.seriesId().equals(record.keyText())) {
                throw new IllegalArgumentException(
                        "record has the key " + record.keyText() + ", but is about " + measurement.seriesId());
            }
            if (intake.take(measurement, record.knownAtMs())) {
                measured.add(measurement.seriesId());
            }
        } else {
            take(record.keyText(), Partial.of(value));
        }
    }

    private void take(String seriesId, Partial partial) {
        var ref = new SlotRef(seriesId, partial.slotMs());
        SlotState slot = slots.get(ref);
        if (slot == null) {
            slot = new SlotState(partial.resolutionMs());
            open.put(
                    new Due(partial.slotMs() + partial.resolutionMs() + graceMs, seriesId, partial.slotMs(), METERS),
                    0L);
        }
        slot.put(partial);
        slots.put(ref, slot);
        touched.add(ref);
    }

    @Override
    public void tick(long tickMs) {
        var expired = new TreeSet<SlotRef>();
        for (Due first = open.firstKey(); first != null && first.atMs() <= tickMs; first = open.firstKey()) {
            open.remove(first);
            if (first.kind() == SCADA) {
                measured.add(first.seriesId());
            } else {
                expired.add(new SlotRef(first.seriesId(), first.slotMs()));
            }
        }
        touched.addAll(expired);
        for (SlotRef ref : touched) {
            SlotState slot = slots.get(ref);
            if (slot != null && slot.isClosed()) {
                revise(ref, slot, tickMs);
            } else if (slot != null && (slot.isComplete() || expired.contains(ref))) {
                close(ref, slot, tickMs);
            }
        }
        measured.forEach(seriesId -> closeByScada(seriesId, tickMs));
        touched.clear();
        measured.clear();
    }

    private void closeByScada(String seriesId, long tickMs) {
        SeriesFacts facts = catalogue.facts(seriesId);
        Long next = scadaSlots.get(seriesId);
        if (facts == null || next == null) {
            return;
        }
        long slotMs = next;
        long endMs = slotMs + facts.resolutionAt(slotMs);
        while (endMs <= tickMs && (endMs + graceMs <= tickMs || scada.reaches(seriesId, endMs))) {
            var ref = new SlotRef(seriesId, slotMs);
            SlotState stored = slots.get(ref);
            if (stored == null || (!stored.isClosed() && !stored.hasMeters())) {
                close(ref, stored == null ? new SlotState(endMs - slotMs) : stored, tickMs);
            }
            slotMs = endMs;
            endMs = slotMs + facts.resolutionAt(slotMs);
        }
        scadaSlots.put(seriesId, slotMs);
        long resolutionMs = endMs - slotMs;
        open.put(new Due(endMs <= tickMs ? endMs + graceMs : endMs, seriesId, slotMs, SCADA), 0L);
        scada.forgetBefore(
                seriesId,
                Math.min(slotMs, tickMs - graceMs - resolutionMs)
                        - config.scadaHold().toMillis());
    }

    private void close(SlotRef ref, SlotState slot, long tickMs) {
        slot.close();
        long endMs = ref.slotMs() + slot.resolutionMs();
        open.remove(new Due(endMs + graceMs, ref.seriesId(), ref.slotMs(), METERS));
        SlotLoad load = slot.reported();
        load = load != null ? load : scada.mean(ref.seriesId(), ref.slotMs(), endMs);
        load = load != null ? load : slot.estimated();
        load = load != null ? load : fromHistory(ref, slot.resolutionMs());
        if (load == null) {
            findings.report(
                    ref.seriesId(),
                    QualityRule.GAP,
                    ref.slotMs(),
                    0,
                    1,
                    QualityAction.SET_ASIDE,
                    "nothing was ever measured, so there is no load to estimate from",
                    tickMs);
        } else {
            publish(ref, slot, load, tickMs);
            if (load.coverage() < 1) {
                findings.report(
                        ref.seriesId(),
                        QualityRule.GAP,
                        ref.slotMs(),
                        load.coverage(),
                        1,
                        QualityAction.ESTIMATED,
                        "this share (value) of what was expected was measured; the rest is estimated",
                        tickMs);
            }
        }
        slots.put(ref, slot);
        slots.delete(new SlotRef(ref.seriesId(), ref.slotMs() - KEPT_MS));
    }

    private void revise(SlotRef ref, SlotState slot, long tickMs) {
        SlotLoad load = slot.reported();
        if (load != null && !load.equals(slot.published())) {
            publish(ref, slot, load, tickMs);
            slots.put(ref, slot);
        }
    }

    private void publish(SlotRef ref, SlotState slot, SlotLoad load, long tickMs) {
        int revision = slot.publish(load);
        outbox.send(Topics.LOAD_OBSERVED, load.toObservedLoad(ref, slot.resolutionMs(), revision), tickMs);
        List<String> totals = catalogue.totalsOf(ref.seriesId());
        if (!totals.isEmpty()) {
            byte[] member = new MemberLoad(ref.seriesId(), ref.slotMs(), slot.resolutionMs(), load).toBytes();
            for (String total : totals) {
                outbox.sendRaw(Route.byKey(memberLoads, total), member, tickMs);
            }
        }
    }

    private @Nullable SlotLoad fromHistory(SlotRef ref, long resolutionMs) {
        for (long backMs : new long[] {7 * MeterDay.DAY_MS, MeterDay.DAY_MS, resolutionMs}) {
            SlotState before = slots.get(new SlotRef(ref.seriesId(), ref.slotMs() - backMs));
            SlotLoad load = before == null ? null : before.published();
            if (before != null && load != null && before.resolutionMs() == resolutionMs) {
                return SlotLoad.estimate(load.energyMilliWh());
            }
        }
        return null;
    }
}
