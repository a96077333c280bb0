package io.gridcast.training.neural;

import java.util.Arrays;

/**
 * How rows of features become inputs of a sequence model, in three forms.
 *
 * <ul>
 *   <li>Each day is a token: its scaled hours, and the share of each channel that is known.
 *   <li>Each hour of the day that is forecast is a token: by how much the target was off its centre in the same hour of the days before, in
 *       scales, tamed; all channels at {@link #NEAR_LAGS}; centre, scale and day of the week.
 *   <li>Plainly: the centre, the days of {@link #PLAIN_LAGS} and the day of the week.
 * </ul>
 */
final class SequenceInputs {
    /** Days before the one that is forecast which the layers behind the encoder see as they are. */
    static final int[] PLAIN_LAGS = {0, 1, 2, 3, 7};

    /** Days before the one that is forecast of which an hour knows all channels. */
    static final int[] NEAR_LAGS = {0, 1, 2, 7};

    private static final int HOURS = DayColumns.HOURS;
    private static final int CENTER_AND_SCALE = 2;

    final SequenceColumns columns;
    final DayScaling centers;
    final DayScaling scales;
    final DayScaling hours;

    /** Fits the scales to rows of features, one a day. */
    SequenceInputs(SequenceColumns columns, float[][] rows) {
        this.columns = columns;
        centers = new DayScaling(columns.centers(), columns.weekday(), rows);
        scales = new DayScaling(columns.scales(), columns.weekday(), rows);
        hours = new DayScaling(columns.hours(), columns.weekday(), rows);
    }

    /** Columns of a token. */
    int tokenWidth() {
        return columns.hoursOfDay() + columns.channels();
    }

    /** Columns of the token of an hour. */
    int hourWidth() {
        return columns.days() + NEAR_LAGS.length * columns.channels() + CENTER_AND_SCALE + DayScaling.WEEKDAYS;
    }

    /** Plain columns. */
    int plainWidth() {
        return HOURS + PLAIN_LAGS.length * columns.hoursOfDay() + DayScaling.WEEKDAYS;
    }

    /** The inputs of one day. */
    Sample sample(float[] row) {
        float[] ofCenters = new float[HOURS + DayScaling.WEEKDAYS];
        centers.fill(row, ofCenters, 0);
        float[] ofHours = new float[columns.hours().length + DayScaling.WEEKDAYS];
        hours.fill(row, ofHours, 0);
        float[] ofScales = new float[HOURS + DayScaling.WEEKDAYS];
        scales.fill(row, ofScales, 0);
        return new Sample(tokens(row, ofHours), hours(row, ofCenters, ofScales, ofHours), plain(ofCenters, ofHours));
    }

    private float[] hours(float[] row, float[] ofCenters, float[] ofScales, float[] ofHours) {
        float[] tokens = new float[HOURS * hourWidth()];
        int at = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            float center = row[columns.centers()[hour]];
            float scale = row[columns.scales()[hour]];
            for (int lag = 0; lag < columns.days(); lag++) {
                float value = row[columns.hours()[columns.place(lag, columns.own(), hour)]];
                float tamed = DayScaling.tame((value - center) / scale);
                tokens[at++] = Float.isNaN(tamed) ? 0 : tamed;
            }
            for (int lag : NEAR_LAGS) {
                for (int channel = 0; channel < columns.channels(); channel++) {
                    tokens[at++] = ofHours[columns.place(lag, channel, hour)];
                }
            }
            tokens[at++] = ofCenters[hour];
            tokens[at++] = ofScales[hour];
            System.arraycopy(ofCenters, HOURS, tokens, at, DayScaling.WEEKDAYS);
            at += DayScaling.WEEKDAYS;
        }
        return tokens;
    }

    private float[] tokens(float[] row, float[] scaled) {
        int ofDay = columns.hoursOfDay();
        float[] tokens = new float[columns.days() * tokenWidth()];
        for (int day = 0; day < columns.days(); day++) {
            int at = day * tokenWidth();
            System.arraycopy(scaled, day * ofDay, tokens, at, ofDay);
            for (int i = 0; i < ofDay; i++) {
                boolean isKnown = !Float.isNaN(row[columns.hours()[day * ofDay + i]]);
                tokens[at + ofDay + i / HOURS] += isKnown ? 1f / HOURS : 0;
            }
        }
        return tokens;
    }

    private float[] plain(float[] ofCenters, float[] ofHours) {
        float[] plain = Arrays.copyOf(ofCenters, plainWidth());
        int at = HOURS;
        for (int lag : PLAIN_LAGS) {
            System.arraycopy(ofHours, lag * columns.hoursOfDay(), plain, at, columns.hoursOfDay());
            at += columns.hoursOfDay();
        }
        System.arraycopy(ofCenters, HOURS, plain, at, DayScaling.WEEKDAYS);
        return plain;
    }

    /**
     * One day.
     *
     * @param tokens shape {@code [days × token width]}, the day that is forecast first
     * @param hours shape {@code [24 × hour width]}
     * @param plain shape {@code [plain width]}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Sample(float[] tokens, float[] hours, float[] plain) {}
}
