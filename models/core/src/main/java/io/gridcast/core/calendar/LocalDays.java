package io.gridcast.core.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Local days and holidays of one place, without allocation: times are epoch milliseconds, days are counted from
 * 1970-01-01 in local time. One thread at a time.
 */
public final class LocalDays {
    /** Milliseconds of a day without a clock change. */
    public static final long DAY_MS = 86_400_000L;

    /** The number of a Sunday, and of a holiday: days of the week count from Monday, 0. */
    public static final int SUNDAY = 6;

    private static final float MOST = 0.5f;
    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int CACHED_DAYS = 1024;
    private static final int NO_DAY = Integer.MIN_VALUE;

    private final long[] changesMs;
    private final long[] offsetsMs;
    private final HolidayCalendar holidays;
    private final int[] cachedDay = new int[CACHED_DAYS];
    private final float[] cachedShare = new float[CACHED_DAYS];

    /** @param holidayRegion as {@link HolidayCalendar#of} reads it */
    public LocalDays(ZoneId zone, String holidayRegion) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition change = rules.nextTransition(FIRST);
        while (change != null && change.getInstant().isBefore(LAST)) {
            changes.add(change);
            change = rules.nextTransition(change.getInstant());
        }
        changesMs =
                changes.stream().mapToLong(c -> c.getInstant().toEpochMilli()).toArray();
        offsetsMs = new long[changesMs.length + 1];
        offsetsMs[0] = millis(rules.getOffset(FIRST));
        for (int i = 0; i < changesMs.length; i++) {
            offsetsMs[i + 1] = millis(changes.get(i).getOffsetAfter());
        }
        holidays = HolidayCalendar.of(holidayRegion);
        Arrays.fill(cachedDay, NO_DAY);
    }

    /** What local time is ahead of UTC. */
    public long offsetMs(long atMs) {
        int index = Arrays.binarySearch(changesMs, atMs);
        return offsetsMs[index >= 0 ? index + 1 : -index - 1];
    }

    /** The local day that holds an instant. */
    public int day(long atMs) {
        return (int) Math.floorDiv(atMs + offsetMs(atMs), DAY_MS);
    }

    /** Minutes on the local clock since midnight. */
    public int minuteOfDay(long atMs) {
        return (int) (Math.floorMod(atMs + offsetMs(atMs), DAY_MS) / 60_000L);
    }

    /** The same time on the local clock some days before (after, where negative), whatever the clock changes between. */
    public long daysBefore(long atMs, int days) {
        long thenMs = atMs - days * DAY_MS;
        return thenMs + offsetMs(atMs) - offsetMs(thenMs);
    }

    /** The instant at which a local day begins. */
    public long startMs(int day) {
        long localMs = day * DAY_MS;
        long guessMs = localMs - offsetMs(localMs);
        return localMs - offsetMs(guessMs);
    }

    /** Day of the week, 0 for Monday to 6 for Sunday. */
    public static int weekday(int day) {
        return Math.floorMod(day + 3, 7);
    }

    /** Share of the region that keeps the day, 0 to 1. */
    public float holidayShare(int day) {
        int place = day & (CACHED_DAYS - 1);
        if (cachedDay[place] != day) {
            cachedShare[place] = holidays.share(LocalDate.ofEpochDay(day));
            cachedDay[place] = day;
        }
        return cachedShare[place];
    }

    /** Whether most of the region keeps the day. */
    public boolean isHoliday(int day) {
        return holidayShare(day) >= MOST;
    }

    /** The day of the week that a day is like: Sunday for a holiday, its own otherwise. */
    public int likeWeekday(int day) {
        return isHoliday(day) ? SUNDAY : weekday(day);
    }

    /** A working day between a weekend or holiday on both sides. */
    public boolean isBridge(int day) {
        return isWorkday(day) && !isWorkday(day - 1) && !isWorkday(day + 1);
    }

    private boolean isWorkday(int day) {
        return weekday(day) < 5 && !isHoliday(day);
    }

    private static long millis(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1000L;
    }
}
