package io.gridcast.tests.metering;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.training.feed.TimedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Mixes faults into right readings, and notes each with the finding that it must lead to. Every right reading is sent too, in time
 * to be used, so that what is garbage or too late changes no sum. Seeded: the same data and seed give the same feed.
 */
final class FaultyFeed {
    /** What must be found: {@code about} is the interval's start, of what is unreadable the time it was sent. */
    record Expected(Fault fault, String subject, Instant about) {}

    private static final int LONGEST_REPEAT = 8;
    private static final int LONGEST_CORRECTION = 96;
    private static final int SHORTEST_LATE = 2; // the first that is behind the grace of the slot
    private static final Duration LONGEST_LATE = Duration.ofDays(6);
    private static final Duration TOO_LATE = Duration.ofDays(8);
    private static final Duration CLOCK_AHEAD = Duration.ofDays(1);
    private static final double ABSURD_KWH = 1e7;
    private static final byte NO_MAGIC = 0x7f;

    private final Duration interval;
    private final FaultShares shares;
    private final SplittableRandom random;
    private final Function<MeterReading, byte[]> encode;
    private final NavigableMap<Instant, List<MeterReading>> later = new TreeMap<>();
    private final Map<Expected, Integer> expected = new HashMap<>();
    private final Deque<Fault> garbage = new ArrayDeque<>();

    /** @param encode the wire format, to break */
    FaultyFeed(Duration interval, FaultShares shares, long seed, Function<MeterReading, byte[]> encode) {
        this.interval = interval;
        this.shares = shares;
        this.random = new SplittableRandom(seed);
        this.encode = encode;
    }

    /** What is sent at {@code at}, of the right readings that end then and of what was held back until then. */
    Batch mix(Instant at, List<MeterReading> right) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        for (MeterReading reading : right) {
            mix(at, reading, batch);
        }
        List<MeterReading> heldBack = later.remove(at);
        if (heldBack != null) {
            heldBack.forEach(reading -> batch.facts().add(new TimedEvent(at, reading)));
        }
        return batch;
    }

    /** Whether something is held back. */
    boolean isHoldingBack() {
        return !later.isEmpty();
    }

    /** What must be found, and how often. */
    Map<Expected, Integer> expected() {
        return expected;
    }

    private void mix(Instant at, MeterReading right, Batch batch) {
        Fault fault = draw();
        MeterReading now = right;
        if (fault == Fault.DUPLICATE) {
            holdBack(at, random.nextInt(LONGEST_REPEAT + 1), right);
        } else if (fault == Fault.LATE) {
            int longest = (int) LONGEST_LATE.dividedBy(interval);
            holdBack(at, SHORTEST_LATE + random.nextInt(longest - SHORTEST_LATE), right);
        } else if (fault == Fault.TOO_LATE) {
            holdBack(at, (int) TOO_LATE.dividedBy(interval), with(right, right.energyKwh() + 1));
        } else if (fault == Fault.CORRECTED) {
            holdBack(at, random.nextInt(LONGEST_CORRECTION + 1), right);
            now = with(right, right.energyKwh() + 1);
        } else if (fault != null) {
            litter(fault, at, right, batch);
        }
        if (fault != null && fault.compareTo(Fault.CORRECTED) <= 0) {
            expect(fault, right.meterId(), right.intervalStart());
        }
        if (fault != Fault.LATE) {
            batch.facts().add(new TimedEvent(at, now));
        }
    }

    /** What is wrong with a reading; null for nothing. */
    private @Nullable Fault draw() {
        double left = random.nextDouble();
        if ((left -= shares.duplicate()) < 0) {
            return Fault.DUPLICATE;
        } else if ((left -= shares.late()) < 0) {
            return Fault.LATE;
        } else if ((left -= shares.tooLate()) < 0) {
            return Fault.TOO_LATE;
        } else if ((left -= shares.corrected()) < 0) {
            return Fault.CORRECTED;
        }
        return left < shares.garbage() ? nextGarbage() : null;
    }

    /** Each kind in turn. */
    private Fault nextGarbage() {
        if (garbage.isEmpty()) {
            garbage.addAll(Fault.GARBAGE);
        }
        return garbage.removeFirst();
    }

    private void litter(Fault fault, Instant at, MeterReading right, Batch batch) {
        if (fault == Fault.UNREADABLE) {
            batch.unreadable().add(new Batch.Unreadable(right.meterId(), broken(right)));
            expect(fault, right.meterId(), at);
            return;
        }
        MeterReading wrong = switch (fault) {
            case UNKNOWN_METER ->
                reading("nobody-knows-" + right.meterId(), right.intervalStart(), right, right.energyKwh());
            case NOT_A_NUMBER -> with(right, Double.NaN);
            case NEGATIVE -> with(right, -ABSURD_KWH);
            case ABSURD -> with(right, ABSURD_KWH);
            default -> reading(right.meterId(), right.intervalStart().plus(CLOCK_AHEAD), right, right.energyKwh());
        };
        Instant sent = fault == Fault.FUTURE ? at.plus(CLOCK_AHEAD) : at;
        batch.facts().add(new TimedEvent(sent, wrong));
        expect(fault, wrong.meterId(), wrong.intervalStart());
    }

    /** Cut short, of a schema that nobody registered, or no Avro at all. */
    private byte[] broken(MeterReading right) {
        byte[] value = encode.apply(right);
        switch (random.nextInt(3)) {
            case 0 -> value = Arrays.copyOf(value, 1 + random.nextInt(value.length - 1));
            case 1 -> Arrays.fill(value, 1, 5, NO_MAGIC);
            default -> value[0] = NO_MAGIC;
        }
        return value;
    }

    private void holdBack(Instant at, int intervals, MeterReading reading) {
        later.computeIfAbsent(at.plus(interval.multipliedBy(intervals)), time -> new ArrayList<>())
                .add(reading);
    }

    private void expect(Fault fault, String subject, Instant about) {
        expected.merge(new Expected(fault, subject, about), 1, Integer::sum);
    }

    private static MeterReading with(MeterReading reading, double energyKwh) {
        return reading(reading.meterId(), reading.intervalStart(), reading, energyKwh);
    }

    private static MeterReading reading(String meterId, Instant start, MeterReading like, double energyKwh) {
        return new MeterReading(meterId, start, like.interval(), energyKwh, like.quality());
    }
}
