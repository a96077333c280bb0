package io.gridcast.tests.metering;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.serdes.DeadLetters;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.metering.FaultyFeed.Expected;
import io.gridcast.tests.metering.MeteringOutcome.Tally;
import io.gridcast.tests.metering.Truth.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** All that came out of a run, read once it is over. */
final class Harvest {
    private final Map<Slot, ObservedLoad> loads = new HashMap<>();
    private final Map<Expected, Integer> findings = new HashMap<>();

    private Harvest() {}

    static Harvest read(Platform platform) {
        Harvest harvest = new Harvest();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.LOAD_OBSERVED, (load, at) -> harvest.observed(load))
                        .values(Topics.DATA_QUALITY, (event, at) -> harvest.found(event))
                        .raw(Topics.DEAD_LETTERS, harvest::found));
        return harvest;
    }

    /** The final revision of each slot. */
    Map<Slot, ObservedLoad> loads() {
        return loads;
    }

    /** Compares what was found with what was sent, one by one. */
    Map<Fault, Tally> tallies(Map<Expected, Integer> sent) {
        Map<Fault, long[]> sums = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            sums.put(fault, new long[4]);
        }
        sent.forEach((each, times) -> {
            long[] sum = sumsOf(sums, each);
            sum[0] += times;
            sum[2] += Math.max(0, times - findings.getOrDefault(each, 0));
        });
        findings.forEach((each, times) -> {
            long[] sum = sumsOf(sums, each);
            sum[1] += times;
            sum[3] += Math.max(0, times - sent.getOrDefault(each, 0));
        });
        Map<Fault, Tally> tallies = new EnumMap<>(Fault.class);
        sums.forEach((fault, sum) -> tallies.put(fault, new Tally(sum[0], sum[1], sum[2], sum[3])));
        return tallies;
    }

    private static long[] sumsOf(Map<Fault, long[]> sums, Expected each) {
        return sums.computeIfAbsent(each.fault(), fault -> new long[4]);
    }

    private void observed(ObservedLoad load) {
        loads.merge(
                new Slot(load.seriesId(), load.slot()),
                load,
                (before, now) -> now.revision() > before.revision() ? now : before);
    }

    private void found(QualityEvent event) {
        Fault.foundBy(event.rule()).ifPresent(fault -> found(fault, event.subject(), event.about()));
    }

    private void found(ConsumerRecord<byte[], byte[]> letter) {
        long sentMs = Long.parseLong(
                new String(letter.headers().lastHeader(DeadLetters.TIMESTAMP).value(), StandardCharsets.UTF_8));
        found(Fault.UNREADABLE, new String(letter.key(), StandardCharsets.UTF_8), Instant.ofEpochMilli(sentMs));
    }

    private void found(Fault fault, String subject, Instant about) {
        findings.merge(new Expected(fault, subject, about), 1, Integer::sum);
    }
}
