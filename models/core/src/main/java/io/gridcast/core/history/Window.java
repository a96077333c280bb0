package io.gridcast.core.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one channel over time.
 *
 * <p>Days may have different resolutions: a day's block has as many slots as the finest interval written to it needs, at
 * least one an hour and at most one each five minutes. All times are epoch milliseconds, UTC.
 */
public final class Window {
    /** Milliseconds of a UTC day. */
    static final long DAY_MS = 86_400_000L;

    /** Milliseconds of the finest slot, five minutes. */
    static final long FINEST_MS = 300_000L;

    private static final long HOUR_MS = 3_600_000L;
    private static final int SLOTS_AT_LEAST = 24;
    private static final int FIVE_MINUTES_A_HOUR = 12;
    private static final int NO_DAY = Integer.MIN_VALUE;

    private final ChannelKey key;
    private final Blocks blocks;
    private final int[] cachedDay;
    private final float[] @Nullable [] cached;
    private final int mask;

    Window(ChannelKey key, Blocks blocks, int cachedDays) {
        this.key = key;
        this.blocks = blocks;
        this.cachedDay = new int[cachedDays];
        this.cached = new float[cachedDays][];
        this.mask = cachedDays - 1;
        Arrays.fill(cachedDay, NO_DAY);
    }

    /** The channel's name. */
    public ChannelKey key() {
        return key;
    }

    /** The value of the slot that holds {@code atMs}; NaN where it is missing. */
    public float at(long atMs) {
        int day = dayOf(atMs);
        float[] block = block(day);
        return block == null ? Float.NaN : block[slotOf(atMs, day, block.length)];
    }

    /**
     * The mean of an interval, each slot weighing as much as it overlaps; slots that are missing do not count.
     *
     * @return NaN where all are missing
     */
    public float mean(long fromMs, long toMs) {
        int firstDay = dayOf(fromMs);
        float[] first = block(firstDay);
        if (first != null && fromMs < toMs) {
            int slot = slotOf(fromMs, firstDay, first.length);
            if (toMs <= firstDay * DAY_MS + (slot + 1) * (DAY_MS / first.length)) {
                return first[slot]; // as most questions are: the same bits, without the sum
            }
        }
        return meanOfSlots(fromMs, toMs);
    }

    private float meanOfSlots(long fromMs, long toMs) {
        double sum = 0;
        long weight = 0;
        long atMs = fromMs;
        while (atMs < toMs) {
            int day = dayOf(atMs);
            long dayEndMs = (day + 1) * DAY_MS;
            float[] block = block(day);
            long untilMs = Math.min(toMs, dayEndMs);
            if (block == null) {
                atMs = untilMs;
                continue;
            }
            long slotMs = DAY_MS / block.length;
            int slot = slotOf(atMs, day, block.length);
            while (atMs < untilMs) {
                long nextMs = Math.min(untilMs, day * DAY_MS + (slot + 1) * slotMs);
                float value = block[slot];
                if (!Float.isNaN(value)) {
                    sum += (double) value * (nextMs - atMs);
                    weight += nextMs - atMs;
                }
                atMs = nextMs;
                slot++;
            }
        }
        return weight == 0 ? Float.NaN : (float) (sum / weight);
    }

    /**
     * The start of the newest slot with a value that begins in {@code [notBeforeMs, beforeMs)}.
     *
     * @return {@link Long#MIN_VALUE} where there is none
     */
    public long latestMs(long beforeMs, long notBeforeMs) {
        long atMs = beforeMs - 1;
        while (atMs >= notBeforeMs) {
            int day = dayOf(atMs);
            float[] block = block(day);
            if (block != null) {
                long slotMs = DAY_MS / block.length;
                for (int slot = slotOf(atMs, day, block.length); slot >= 0; slot--) {
                    long startMs = day * DAY_MS + slot * slotMs;
                    if (startMs < notBeforeMs) {
                        return Long.MIN_VALUE;
                    }
                    if (!Float.isNaN(block[slot])) {
                        return startMs;
                    }
                }
            }
            atMs = day * DAY_MS - 1;
        }
        return Long.MIN_VALUE;
    }

    /** The newest value whose slot begins in {@code [notBeforeMs, beforeMs)}; NaN where there is none. */
    public float latest(long beforeMs, long notBeforeMs) {
        long atMs = latestMs(beforeMs, notBeforeMs);
        return atMs == Long.MIN_VALUE ? Float.NaN : at(atMs);
    }

    /** Keeps the value of {@code [fromMs, toMs)}; NaN makes it missing. The ends are cut to five minutes. */
    public void put(long fromMs, long toMs, float value) {
        long atMs = fromMs;
        while (atMs < toMs) {
            int day = dayOf(atMs);
            long dayMs = day * DAY_MS;
            long untilMs = Math.min(toMs, dayMs + DAY_MS);
            float[] block = blockFor(day, atMs, untilMs);
            long slotMs = DAY_MS / block.length;
            int first = slotOf(atMs, day, block.length);
            int end = Math.max(first + 1, (int) ((untilMs - dayMs) / slotMs));
            Arrays.fill(block, first, end, value);
            write(day, block);
            atMs = untilMs;
        }
    }

    /** The end of the slot that holds {@code atMs}, in the resolution that its day has once {@code atMs} bounds a slot. */
    long slotEndMs(long atMs) {
        int day = dayOf(atMs);
        float[] block = block(day);
        int slots = block == null ? slotsFor(atMs) : lcm(block.length, slotsFor(atMs));
        long slotMs = DAY_MS / slots;
        return atMs - Math.floorMod(atMs, slotMs) + slotMs;
    }

    /** The start of the finest slot that holds {@code atMs}. */
    static long finest(long atMs) {
        return atMs - Math.floorMod(atMs, FINEST_MS);
    }

    /** The raw block of a day, for channels that are no plain slots. */
    float @Nullable [] block(int day) {
        int place = day & mask;
        if (cachedDay[place] != day) {
            cached[place] = blocks.read(key, day);
            cachedDay[place] = day;
        }
        return cached[place];
    }

    /** Keeps a raw block. */
    void write(int day, float[] block) {
        int place = day & mask;
        cached[place] = block;
        cachedDay[place] = day;
        blocks.write(key, day, block);
    }

    static int dayOf(long atMs) {
        return (int) Math.floorDiv(atMs, DAY_MS);
    }

    /** Slots a day that an instant needs to be a bound of slots. */
    private static int slotsFor(long atMs) {
        int minute = (int) (Math.floorMod(atMs, HOUR_MS) / 60_000L);
        int perHour = FIVE_MINUTES_A_HOUR / gcd(FIVE_MINUTES_A_HOUR, minute / 5);
        return SLOTS_AT_LEAST * perHour;
    }

    private float[] blockFor(int day, long fromMs, long toMs) {
        float[] block = block(day);
        int perHour = lcm(slotsFor(fromMs), slotsFor(toMs)) / SLOTS_AT_LEAST;
        if (block == null) {
            float[] fresh = new float[perHour * SLOTS_AT_LEAST];
            Arrays.fill(fresh, Float.NaN);
            return fresh;
        }
        int wanted = lcm(block.length, perHour * SLOTS_AT_LEAST);
        return wanted == block.length ? block : refined(block, wanted);
    }

    /** The same values in finer slots. */
    static float[] refined(float[] block, int slots) {
        float[] fine = new float[slots];
        int times = slots / block.length;
        for (int slot = 0; slot < slots; slot++) {
            fine[slot] = block[slot / times];
        }
        return fine;
    }

    private static int slotOf(long atMs, int day, int slots) {
        return (int) ((atMs - day * DAY_MS) * slots / DAY_MS);
    }

    private static int lcm(int a, int b) {
        return a / gcd(a, b) * b;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
