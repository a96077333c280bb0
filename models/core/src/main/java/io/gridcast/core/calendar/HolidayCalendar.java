package io.gridcast.core.calendar;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.gridcast.core.check.ExplainedException;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of a region, day by day.
 *
 * <p>A day's share is 1 where the whole region keeps it; for a country, a day that only some of its parts keep has the
 * share of the parts that do. Safe for use by many threads.
 */
public final class HolidayCalendar {
    private static final Map<String, HolidayCalendar> KNOWN = new ConcurrentHashMap<>();

    private final @Nullable HolidayManager manager;
    private final String[] region;
    private final Collection<String> parts;
    private final Map<Integer, float[]> shares = new ConcurrentHashMap<>();

    private HolidayCalendar(@Nullable HolidayManager manager, String[] region, Collection<String> parts) {
        this.manager = manager;
        this.region = region;
        this.parts = parts;
    }

    /**
     * The calendar of a region.
     *
     * @param holidayRegion ISO 3166 country such as {@code ES}, or country-region such as {@code AU-VIC}; empty for no
     *     holidays at all
     * @throws ExplainedException if the region is not known
     */
    public static HolidayCalendar of(String holidayRegion) {
        return KNOWN.computeIfAbsent(holidayRegion.toLowerCase(Locale.ROOT), HolidayCalendar::load);
    }

    /** Share of the region that keeps the day, 0 to 1. */
    public float share(LocalDate date) {
        return shares.computeIfAbsent(date.getYear(), this::year)[date.getDayOfYear() - 1];
    }

    private static HolidayCalendar load(String holidayRegion) {
        String[] parts = holidayRegion.split("-", -1);
        if (parts[0].isEmpty()) {
            return new HolidayCalendar(null, parts, List.of());
        }
        if (HolidayManager.getSupportedCalendarCodes().stream().noneMatch(parts[0]::equalsIgnoreCase)) {
            throw unknown(holidayRegion, "there is no calendar of the country '" + parts[0] + "'");
        }
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
        String[] region = Arrays.copyOfRange(parts, 1, parts.length);
        CalendarHierarchy place = manager.getCalendarHierarchy();
        for (String part : region) {
            CalendarHierarchy child = place.getChildren().get(part);
            if (child == null) {
                throw unknown(
                        holidayRegion,
                        "its parts are "
                                + place.getChildren().keySet().stream().sorted().toList());
            }
            place = child;
        }
        return new HolidayCalendar(manager, region, place.getChildren().keySet());
    }

    private static ExplainedException unknown(String holidayRegion, String why) {
        return new ExplainedException(
                "holiday region '" + holidayRegion + "' is not known",
                why,
                "name an ISO 3166 country (ES) or country-region (AU-VIC), or leave it empty for a series without holidays");
    }

    private float[] year(int year) {
        float[] share = new float[366];
        Map<Integer, Integer> kept = new HashMap<>();
        for (String part : parts) {
            String[] path = Arrays.copyOf(region, region.length + 1);
            path[region.length] = part;
            for (int day : days(year, path)) {
                kept.merge(day, 1, Integer::sum);
            }
        }
        kept.forEach((day, count) -> share[day] = (float) count / parts.size());
        for (int day : days(year, region)) {
            share[day] = 1;
        }
        return share;
    }

    private int[] days(int year, String[] path) {
        if (manager == null) {
            return new int[0];
        }
        return manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, path).stream()
                .map(Holiday::getDate)
                .filter(date -> date.getYear() == year)
                .mapToInt(date -> date.getDayOfYear() - 1)
                .distinct()
                .toArray();
    }
}
