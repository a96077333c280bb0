package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.history.Window;
import java.util.List;

/**
 * A linear forecast of a day-ahead price, fitted anew at each issue to the same hour of the last days: the mean of fits
 * over a short, a middle and a long window, because prices shift and no single window suits all times (Lago, Marcjasz,
 * De Schutter and Weron 2021).
 *
 * <p>Columns are the prices one, two and seven days before, mean, least, most and last of the day before, the day of the
 * week, and each outlook with its changes against one and seven days before. Outlooks that are missing for a slot are left
 * out of its fit.
 */
final class PriceFit {
    private static final int[] SPANS_DAYS = {60, 120, 300};
    private static final double[] PENALTIES = {0.03, 0.02, 0.01};
    private static final int LONGEST = 300;
    private static final int FEWEST_DAYS = 30;
    private static final int WEEKDAYS = 7;
    private static final int STATISTICS = 4;
    private static final int PLAIN = 3 + STATISTICS + WEEKDAYS;
    private static final int OF_OUTLOOK = 3;
    private static final long HOUR_MS = 3_600_000L;

    private final Window price;
    private final List<Window> outlooks;
    private final double[] statistics = new double[(LONGEST + 1) * STATISTICS];
    private final double[] row;
    private final double[] sample;
    private final boolean[] used;
    private final Regression[] regressions;
    private double prediction;
    private double error;

    PriceFit(Window price, List<Window> outlooks) {
        this.price = price;
        this.outlooks = List.copyOf(outlooks);
        int columns = PLAIN + OF_OUTLOOK * outlooks.size();
        row = new double[columns];
        sample = new double[columns];
        used = new boolean[columns];
        regressions = new Regression[columns + 1];
    }

    /** Reads what all slots of a local day share. */
    void begin(LocalDays days, int day) {
        for (int back = 0; back <= LONGEST; back++) {
            long fromMs = days.startMs(day - back - 1);
            long toMs = days.startMs(day - back);
            double least = Double.NaN;
            double most = Double.NaN;
            for (long atMs = fromMs; atMs < toMs; atMs += HOUR_MS) {
                double hour = price.mean(atMs, atMs + HOUR_MS);
                if (!Double.isNaN(hour)) {
                    least = Double.isNaN(least) ? hour : Math.min(least, hour);
                    most = Double.isNaN(most) ? hour : Math.max(most, hour);
                }
            }
            statistics[back * STATISTICS] = price.mean(fromMs, toMs);
            statistics[back * STATISTICS + 1] = least;
            statistics[back * STATISTICS + 2] = most;
            statistics[back * STATISTICS + 3] = price.mean(toMs - HOUR_MS, toMs);
        }
    }

    /** Fits and predicts one slot; false where too little is known. */
    boolean fit(Scene scene, int slot) {
        LocalDays days = scene.days;
        long atMs = scene.startMs[slot];
        fill(days, atMs, 0, scene.slotMs);
        int columns = 0;
        for (int i = 0; i < row.length; i++) {
            used[i] = !Double.isNaN(row[i]);
            columns += used[i] ? 1 : 0;
        }
        if (columns < PLAIN) {
            return false;
        }
        double[] wanted = new double[columns];
        pack(wanted);
        Regression regression = regression(columns);
        double sum = 0;
        double errors = 0;
        int fits = 0;
        int back = 0;
        for (int span = 0; span < SPANS_DAYS.length; span++) {
            int before = regression.count();
            while (back < SPANS_DAYS[span]) {
                back++;
                long thenMs = days.daysBefore(atMs, back);
                double y = price.mean(thenMs, thenMs + scene.slotMs);
                if (!Double.isNaN(y)) {
                    fill(days, thenMs, back, scene.slotMs);
                    if (pack(sample)) {
                        regression.add(sample, 0, y);
                    }
                }
            }
            if (regression.count() >= FEWEST_DAYS && regression.count() > before) {
                regression.fit(PENALTIES[span]);
                sum += regression.predict(wanted, 0);
                errors += regression.error();
                fits++;
            }
        }
        prediction = sum / fits;
        error = errors / fits;
        return fits > 0;
    }

    double prediction() {
        return prediction;
    }

    /** Root mean square of what the fits leave unexplained. */
    double error() {
        return error;
    }

    private Regression regression(int columns) {
        if (regressions[columns] == null) {
            regressions[columns] = new Regression(columns);
        }
        regressions[columns].clear();
        return regressions[columns];
    }

    private void fill(LocalDays days, long atMs, int back, long slotMs) {
        int i = 0;
        for (int lag : new int[] {1, 2, 7}) {
            row[i++] = at(price, days.daysBefore(atMs, lag), slotMs);
        }
        for (int s = 0; s < STATISTICS; s++) {
            row[i++] = statistics[back * STATISTICS + s];
        }
        int weekday = days.likeWeekday(days.day(atMs));
        for (int d = 0; d < WEEKDAYS; d++) {
            row[i++] = d == weekday ? 1 : 0;
        }
        for (Window outlook : outlooks) {
            double now = at(outlook, atMs, slotMs);
            row[i++] = now;
            row[i++] = now - at(outlook, days.daysBefore(atMs, 1), slotMs);
            row[i++] = now - at(outlook, days.daysBefore(atMs, 7), slotMs);
        }
    }

    /** Copies the used columns; false if one of them is missing. */
    private boolean pack(double[] into) {
        int to = 0;
        for (int i = 0; i < row.length; i++) {
            if (used[i]) {
                if (Double.isNaN(row[i])) {
                    return false;
                }
                into[to++] = row[i];
            }
        }
        return true;
    }

    private static double at(Window window, long fromMs, long slotMs) {
        return window.mean(fromMs, fromMs + slotMs);
    }
}
