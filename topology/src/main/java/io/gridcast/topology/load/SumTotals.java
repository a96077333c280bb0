package io.gridcast.topology.load;

import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.serdes.Topics;
import io.gridcast.state.BytesReader;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Partitions;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Adds the loads of members up to totals: once all members have closed a slot, or its grace is over; again whenever a member's
 * load is revised. A total has no totals among its members.
 */
public final class SumTotals implements TaskLogic {
    private static final StoreDefinition<Ledger<String, SeriesFacts>> SERIES =
            StoreDefinition.ledger("series-to-total", SeriesFacts.LAYOUT, Comparator.naturalOrder());
    private static final StoreDefinition<Table<SlotRef, TotalSlot>> SLOTS =
            StoreDefinition.table("total-slots", TotalSlot.LAYOUT, 2_000);
    private static final StoreDefinition<Ledger<Due, Long>> OPEN_SLOTS =
            StoreDefinition.ledger("open-totals", Due.LAYOUT, Due.ORDER);

    private static final long KEPT_MS = MeterDay.RING_DAYS * MeterDay.DAY_MS;

    private final LoadObservationConfig config;
    private final int partition;
    private final Outbox outbox;
    private final SeriesCatalogue catalogue;
    private final Table<SlotRef, TotalSlot> slots;
    private final Ledger<Due, Long> open;
    private final Findings findings;
    private final TreeSet<SlotRef> touched = new TreeSet<>(); // empty again at the end of each tick

    /** Goes on where the task's stores say. */
    public SumTotals(Task task, LoadObservationConfig config) {
        this.config = config;
        partition = task.partition();
        outbox = task.outbox();
        catalogue = new SeriesCatalogue(task.store(SERIES));
        slots = task.store(SLOTS);
        open = task.store(OPEN_SLOTS);
        findings = new Findings(outbox);
    }

    /** The stores that it needs. */
    public static List<StoreDefinition<?>> stores() {
        return List.of(SERIES, SLOTS, OPEN_SLOTS);
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value, and this topic knows no deletion");
        }
        if (record.topic().equals(Topics.GRID_SERIES.name())) {
            learn(outbox.codecs().decode(Topics.GRID_SERIES, value), record.knownAtMs());
        } else {
            take(record.keyText(), MemberLoad.read(new BytesReader(value)), record.knownAtMs());
        }
    }

    private void learn(Series series, long tickMs) {
        SeriesFacts facts = catalogue.learn(series, tickMs);
        for (String member : facts.members()) {
            if (catalogue.isTotal(member)) {
                refuseMember(facts.seriesId(), member, tickMs);
            }
        }
        if (facts.isTotal()) {
            for (String above : catalogue.totalsOf(facts.seriesId())) {
                refuseMember(above, facts.seriesId(), tickMs);
            }
        }
    }

    private void refuseMember(String totalId, String memberId, long tickMs) {
        if (Partitions.of(totalId, config.seriesPartitions()) == partition) {
            findings.report(
                    totalId,
                    QualityRule.INVALID_MASTER_DATA,
                    tickMs,
                    Double.NaN,
                    Double.NaN,
                    QualityAction.SET_ASIDE,
                    "member " + memberId + " is a total itself and is left out; list its members instead",
                    tickMs);
        }
    }

    private void take(String totalId, MemberLoad member, long tickMs) {
        SeriesFacts facts = catalogue.facts(totalId);
        if (facts == null) {
            return;
        }
        long slotMs = facts.slotOf(member.slotMs());
        long resolutionMs = facts.resolutionAt(slotMs);
        if (resolutionMs % member.resolutionMs() != 0) {
            findings.report(
                    totalId,
                    QualityRule.INVALID_MASTER_DATA,
                    member.slotMs(),
                    member.resolutionMs() / 1000.0,
                    resolutionMs / 1000.0,
                    QualityAction.SET_ASIDE,
                    "slots of member " + member.memberId() + " (value, s) do not divide those of the total (limit, s)",
                    tickMs);
            return;
        }
        var ref = new SlotRef(totalId, slotMs);
        TotalSlot slot = slots.get(ref);
        if (slot == null) {
            slot = new TotalSlot(resolutionMs);
            open.put(new Due(slotMs + resolutionMs + config.grace().toMillis(), totalId, slotMs, 0), 0L);
        }
        slot.put(member);
        slots.put(ref, slot);
        touched.add(ref);
    }

    @Override
    public void tick(long tickMs) {
        var expired = new TreeSet<SlotRef>();
        for (Due first = open.firstKey(); first != null && first.atMs() <= tickMs; first = open.firstKey()) {
            open.remove(first);
            expired.add(new SlotRef(first.seriesId(), first.slotMs()));
        }
        touched.addAll(expired);
        for (SlotRef ref : touched) {
            TotalSlot slot = slots.get(ref);
            List<String> members = members(ref.seriesId());
            if (slot != null && (slot.isClosed() || slot.isComplete(members) || expired.contains(ref))) {
                publish(ref, slot, members, tickMs);
            }
        }
        touched.clear();
    }

    private List<String> members(String totalId) {
        SeriesFacts facts = catalogue.facts(totalId);
        return facts == null
                ? List.of()
                : facts.members().stream()
                        .filter(member -> !catalogue.isTotal(member))
                        .toList();
    }

    private void publish(SlotRef ref, TotalSlot slot, List<String> members, long tickMs) {
        boolean first = !slot.isClosed();
        open.remove(new Due(
                ref.slotMs() + slot.resolutionMs() + config.grace().toMillis(), ref.seriesId(), ref.slotMs(), 0));
        SlotLoad load = slot.sum(members);
        slot.close();
        if (!load.equals(slot.published())) {
            int revision = slot.publish(load);
            outbox.send(Topics.LOAD_OBSERVED, load.toObservedLoad(ref, slot.resolutionMs(), revision), tickMs);
            if (first && load.coverage() < 1) {
                findings.report(
                        ref.seriesId(),
                        QualityRule.GAP,
                        ref.slotMs(),
                        load.coverage(),
                        1,
                        QualityAction.ESTIMATED,
                        "members' coverage (value) of the total is not whole",
                        tickMs);
            }
        }
        slots.put(ref, slot);
        if (first) {
            slots.delete(new SlotRef(ref.seriesId(), ref.slotMs() - KEPT_MS));
        }
    }
}
