package io.gridcast.core.linear;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The day-ahead price by regularised linear autoregression, estimated anew for each delivery day: one lasso an hour, on all hours of
 * the prices one, two, three and seven days before, of each outlook for the day itself, one and seven days before, and the day of the
 * week (the LEAR model of Lago, Marcjasz, De Schutter and Weron 2021, Applied Energy 293:116983, section 4.2). Prices and outlooks are
 * tamed ({@link Stabiliser}); several calibration windows are estimated side by side, for prices shift and no single one suits all times.
 *
 * <p>All hours share the columns, so one matrix a window serves them all. Pure function of what the windows hold: the same values give
 * the same bits. One thread at a time.
 */
public final class Lear {
    /** Hours on the clock, for each of which a price is forecast. */
    public static final int HOURS = HourlyDays.HOURS;

    private static final int[] SPANS_DAYS = {56, 84, 182, 364, 728, 1092, 1456};
    private static final int LONGEST_LAG_DAYS = 7;
    private static final int FEWEST_DAYS = 42;

    private final LocalDays days;
    private final Window price;
    private final List<Window> outlooks;

    /**
     * Reads one zone's windows.
     *
     * @param price day-ahead prices
     * @param outlooks the system operator's; one that is not known for all hours that a forecast needs is done without
     */
    public Lear(LocalDays days, Window price, List<Window> outlooks) {
        this.days = days;
        this.price = price;
        this.outlooks = List.copyOf(outlooks);
    }

    /** Days of the calibration windows, ascending. */
    public static int[] spansDays() {
        return SPANS_DAYS.clone();
    }

    /**
     * Estimates and forecasts one delivery day from what is known now.
     *
     * @param day local day, counted from 1970-01-01
     * @return one forecast a calibration window, in the order of {@link #spansDays}; fewer where history does not reach so far, none
     *     where a price of the days before is missing
     */
    public List<LearFit> forecast(int day) {
        int first = day - SPANS_DAYS[SPANS_DAYS.length - 1] - LONGEST_LAG_DAYS;
        Optional<PriceDays> known = PriceDays.read(days, price, outlooks, first, day);
        List<LearFit> fits = new ArrayList<>(SPANS_DAYS.length);
        if (known.isEmpty()) {
            return fits;
        }
        int samples = FEWEST_DAYS - 1;
        for (int span : SPANS_DAYS) {
            var fit = new LearFit(known.get(), day, span);
            if (fit.samples() <= samples) {
                break;
            }
            samples = fit.samples();
            fits.add(fit);
        }
        return fits;
    }
}
