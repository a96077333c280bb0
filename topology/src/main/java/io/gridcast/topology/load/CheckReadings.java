package io.gridcast.topology.load;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.serdes.TopicCodec;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import io.gridcast.state.TextKeyed;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Partitions;
import io.gridcast.topology.load.WaitingLine.Waiter;
import io.gridcast.topology.time.FastLogic;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;

/**
 * Checks the readings of one partition and sums them by series and slot.
 *
 * <p>A reading is booked when it comes, against the master data known at the tick before it. Two kinds wait: those that come while
 * master data is behind the readings' own ticks wait in line until it has caught up; and those whose interval ends after the
 * next tick can come wait for that tick, and are set aside if they are of its future too.
 */
public final class CheckReadings implements FastLogic {
    private static final StoreDefinition<Table<String, MeterState>> METERS =
            StoreDefinition.table("meters", MeterState.LAYOUT, 20_000);
    private static final StoreDefinition<Table<MeterLists.Key, List<String>>> METER_LISTS =
            StoreDefinition.table("meter-lists", MeterLists.LAYOUT, 256);
    private static final StoreDefinition<Ledger<String, SeriesShare>> SHARES =
            StoreDefinition.ledger("series-shares", SeriesShare.LAYOUT, Comparator.naturalOrder());
    private static final StoreDefinition<Table<SlotSums.Key, SlotSums>> SLOT_SUMS =
            StoreDefinition.table("slot-sums", SlotSums.LAYOUT, 2_000);
    private static final StoreDefinition<Ledger<Due, Long>> DUE_SLOTS =
            StoreDefinition.ledger("due-slots", Due.LAYOUT, Due.ORDER);
    private static final StoreDefinition<Table<Long, WaitingChunk>> BEHIND = WaitingLine.chunks("readings-behind");
    private static final StoreDefinition<Ledger<String, Long>> BEHIND_MARKS = WaitingLine.marks("readings-behind");
    private static final StoreDefinition<Table<Long, WaitingChunk>> AHEAD = WaitingLine.chunks("readings-ahead");
    private static final StoreDefinition<Ledger<String, Long>> AHEAD_MARKS = WaitingLine.marks("readings-ahead");
    private static final StoreDefinition<Ledger<String, Long>> READING_TICKS =
            StoreDefinition.ledger("reading-ticks", TextKeyed.LONGS, Comparator.naturalOrder());

    private static final String HEARD = "heard";
    private static final String TICK = "tick";
    private static final String NEXT = "next";

    private final LoadObservationConfig config;
    private final int partition;
    private final Outbox outbox;
    private final TopicCodec<MeterReading> codec;
    private final Ledger<String, Long> ticks;
    private final WaitingLine behind;
    private final WaitingLine ahead;
    private final Assigning assigning;
    private final ReadingJudge judge;
    private final PartialSender sender;
    private long heardMs;
    private long tickMs;
    private long nextMs;

    /** Goes on where the task's stores say. */
    public CheckReadings(Task task, LoadObservationConfig config, String partialSums) {
        this.config = config;
        partition = task.partition();
        outbox = task.outbox();
        codec = outbox.codecs().codec(Topics.METER_READINGS);
        ticks = task.store(READING_TICKS);
        behind = new WaitingLine(task.store(BEHIND), task.store(BEHIND_MARKS));
        ahead = new WaitingLine(task.store(AHEAD), task.store(AHEAD_MARKS));
        var meters = new MeterBook(task.store(METERS), task.store(meterDays(config)));
        var lists = new MeterLists(task.store(METER_LISTS));
        var shares = new ShareBook(task.store(SHARES), task.store(SLOT_SUMS), task.store(DUE_SLOTS));
        assigning = new Assigning(config, meters, lists, shares);
        judge = new ReadingJudge(config, meters, shares, new Findings(outbox));
        sender = new PartialSender(partition, config, meters, lists, shares, outbox, partialSums);
        heardMs = stored(HEARD);
        tickMs = stored(TICK);
        nextMs = stored(NEXT);
    }

    /** The stores that it needs. */
    public static List<StoreDefinition<?>> stores(LoadObservationConfig config) {
        return List.of(
                METERS,
                meterDays(config),
                METER_LISTS,
                SHARES,
                SLOT_SUMS,
                DUE_SLOTS,
                BEHIND,
                BEHIND_MARKS,
                AHEAD,
                AHEAD_MARKS,
                READING_TICKS);
    }

    private static StoreDefinition<Table<MeterDay.Key, MeterDay>> meterDays(LoadObservationConfig config) {
        return StoreDefinition.table("meter-days", MeterDay.LAYOUT, config.cachedMeters());
    }

    @Override
    public String fastTopic() {
        return Topics.METER_READINGS.name();
    }

    @Override
    public void hear(long tick, OptionalLong next) {
        if (tick <= heardMs) {
            return; // a second clock, or one that ran backwards
        }
        heardMs = tick;
        ticks.put(HEARD, tick);
        behind.addTick(tick, next.orElse(tick));
    }

    @Override
    public void take(KnownRecord record) {
        byte[] value = record.value();
        byte[] key = record.key();
        MeterReading reading;
        try {
            if (value == null || key == null) {
                throw new IllegalArgumentException("a reading needs a key and a value");
            }
            if (config.meterPartitions() > 1) {
                Partitions.requireOwn(record, config.meterPartitions());
            }
            if (!behind.isEmpty()) {
                behind.addReading(record.timestampMs(), record.offset(), key, value);
                return;
            }
            reading = codec.decode(value);
            requireKey(key, reading.meterId());
        } catch (RegistryException | KafkaException notTheRecordsFault) {
            throw notTheRecordsFault;
        } catch (RuntimeException cause) {
            outbox.deadLetter(record, "check-readings", cause);
            return;
        }
        judgeOrWait(reading, key, value, record.timestampMs(), record.offset());
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value, and this topic knows no deletion");
        }
        if (record.topic().equals(Topics.GRID_SERIES.name())) {
            assigning.learn(outbox.codecs().decode(Topics.GRID_SERIES, value), record.knownAtMs());
        } else {
            Partitions.requireOwn(record, config.meterPartitions());
            var assignment = outbox.codecs().decode(Topics.GRID_METERS, value);
            requireKey(record.keyText().getBytes(StandardCharsets.UTF_8), assignment.meterId());
            assigning.assign(assignment, record.knownAtMs());
        }
    }

    @Override
    public void tick(long now) {
        boolean moved = false;
        for (Waiter first = behind.peek();
                first != null && first.isTick() && first.timeMs() <= now;
                first = behind.peek()) {
            behind.remove(first);
            tickMs = first.timeMs();
            nextMs = first.number();
            moved = true;
        }
        if (moved) {
            ticks.put(TICK, tickMs);
            ticks.put(NEXT, nextMs);
            judgeThoseAhead();
        }
        sender.sendDue(now);
        for (Waiter first = behind.peek(); first != null && !first.isTick(); first = behind.peek()) {
            behind.remove(first);
            takeFromLine(first);
        }
    }

    private void judgeThoseAhead() {
        for (Waiter first = ahead.peek(); first != null; first = ahead.peek()) {
            ahead.remove(first);
            MeterReading reading = codec.decode(first.value());
            long endMs = endMs(reading);
            if (endMs > tickMs + config.tolerance().toMillis()) {
                judge.refuseFuture(reading, endMs, tickMs);
            } else {
                judge.judge(reading, tickMs);
            }
        }
    }

    private void takeFromLine(Waiter waiter) {
        MeterReading reading;
        try {
            reading = codec.decode(waiter.value());
            requireKey(waiter.key(), reading.meterId());
        } catch (RegistryException | KafkaException notTheRecordsFault) {
            throw notTheRecordsFault;
        } catch (RuntimeException cause) {
            var record = new KnownRecord(
                    fastTopic(), "", waiter.key(), waiter.value(), waiter.timeMs(), tickMs, partition, waiter.number());
            outbox.deadLetter(record, "check-readings", cause);
            return;
        }
        judgeOrWait(reading, waiter.key(), waiter.value(), waiter.timeMs(), waiter.number());
    }

    private void judgeOrWait(MeterReading reading, byte[] key, byte[] value, long timestampMs, long offset) {
        if (endMs(reading) > nextMs) {
            ahead.addReading(timestampMs, offset, key, value);
        } else {
            judge.judge(reading, tickMs);
        }
    }

    private static long endMs(MeterReading reading) {
        return reading.intervalStart().toEpochMilli() + reading.interval().toMillis();
    }

    private static void requireKey(byte[] key, String meterId) {
        boolean same = key.length == meterId.length();
        for (int i = 0; same && i < key.length; i++) {
            same = key[i] == meterId.charAt(i);
        }
        if (!same && !Arrays.equals(key, meterId.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("record has the key " + new String(key, StandardCharsets.UTF_8)
                    + ", but is about meter " + meterId);
        }
    }

    private long stored(String name) {
        Long value = ticks.get(name);
        return value == null ? Long.MIN_VALUE : value;
    }
}
