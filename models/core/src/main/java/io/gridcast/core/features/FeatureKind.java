package io.gridcast.core.features;

/**
 * How the values of a column are made, for a slot that begins at t and an issue at T.
 *
 * <p>A column's {@code lag} and {@code span} are counted in the unit that its kind names here. Columns whose unit is
 * {@code scale} are divided by the level. <em>Base</em> is the mean load of the last days like the slot's own at the
 * same local time ({@link LikeDays}).
 */
public enum FeatureKind {
    /**
     * What the forecast is centred on: see {@link Center}; {@code channel} names the outlooks that it follows, joined by {@code +}; for
     * spikes the price that may spike.
     */
    CENTER,
    /**
     * The size of what the forecast may deviate, see {@link Center}: a share of the level, which is the root mean square
     * of the target over the last {@code span} days.
     */
    SCALE,
    /** Hours from T to the end of the slot, rounded up. */
    LEAD,
    /** Hours since local midnight. */
    HOUR,
    /** Day of the week, 0 for Monday. */
    WEEKDAY,
    /** Day of the week, 6 for a holiday. */
    LIKE_WEEKDAY,
    /** Day of the year, 1 to 366. */
    DAY_OF_YEAR,
    /** Share of the region that keeps the local day {@code lag} days before (after, where negative). */
    HOLIDAY,
    /** 1 for a working day between days off, 0 otherwise. */
    BRIDGE,
    /** Hours that the local clock is ahead of UTC in the slot. */
    SUMMER_TIME,
    /** Hours by which the local clock was set forward (back, where negative) in the {@code lag} days before: what lags by its time miss. */
    CLOCK_CHANGE,
    /** Value of the channel at the same local time {@code lag} days before. */
    LAG,
    /** The same, minus the centre. */
    LAG_TO_CENTER,
    /** Mean of the channel over the hour that begins at {@code span} on the clock of the local day {@code lag} days before. */
    DAY_HOUR,
    /**
     * The centre at the hour that begins at {@code span} on the clock of the slot's own local day; missing where that hour is not to be
     * forecast.
     */
    DAY_CENTER,
    /** How far the target may deviate from that centre. */
    DAY_SCALE,
    /** Value of the channel in the slot minus its value {@code lag} days before. */
    CHANGE,
    /** Mean of the channel over the {@code span} hours up to T − {@code lag} hours. */
    RECENT,
    /** The same, minus the centre. */
    RECENT_TO_CENTER,
    /** Standard deviation of the channel's hourly means over the {@code span} hours up to T − {@code lag} hours. */
    RECENT_DEVIATION,
    /** The largest or smallest value of the channel over the {@code span} hours up to T − {@code lag} hours, slot by slot. */
    RECENT_MAX,
    RECENT_MIN,
    /** Mean of the channel over the {@code span} hours up to T, minus its mean over as many hours {@code lag} hours before. */
    RECENT_CHANGE,
    /**
     * Value of the channel at the same local time {@code lag} days before, moved by how much its last {@code span} hours are above
     * those {@code lag} days before.
     */
    PROJECTED,
    /** The newest value of the channel within {@code span} hours before T. */
    LATEST,
    /** Mean, minimum or maximum of the channel over the local day {@code lag} days before, minus the centre. */
    DAY_MEAN_TO_CENTER,
    DAY_MIN_TO_CENTER,
    DAY_MAX_TO_CENTER,
    /** Base minus centre. */
    BASE_TO_CENTER,
    /** Mean of load minus base over the {@code span} hours up to T − {@code lag} hours. */
    RECENT_RESIDUAL,
    /** Load minus base at the same local time {@code lag} days before. */
    LAG_RESIDUAL,
    /** Mean of target minus the outlook {@code channel} over the {@code span} hours up to T − {@code lag} hours. */
    RECENT_OUTLOOK_ERROR,
    /** Target minus the outlook {@code channel} at the same local time {@code lag} days before. */
    LAG_OUTLOOK_ERROR,
    /**
     * Mean of the series' load minus the outlook {@code channel} of it over the {@code span} hours up to T − {@code lag} hours; for prices,
     * whose own errors the outlook's are not.
     */
    RECENT_LOAD_OUTLOOK_ERROR,
    /**
     * What the target would be in the slot by the straight line through target and channel over the last {@code span} days ({@link Line}),
     * minus the centre.
     */
    LINE_TO_CENTER,
    /**
     * Weather expected in the slot: the variable {@code channel} as forecast; where there is no forecast, as observed at
     * the same local time on the last day, moved by half of the change between then and the last hours.
     */
    EXPECTED_WEATHER,
    /** Expected weather minus the mean of what was observed (or forecast) on the days that base is made of. */
    EXPECTED_WEATHER_TO_BASE,
    /**
     * How the weather forecast of the slot was revised: the variable {@code channel} by the newest run minus the same by the run before
     * that; missing where one run alone told of the slot.
     */
    WEATHER_REVISION,
    /** Expected degrees above 22 °C. */
    COOLING,
    /** Expected degrees below 16 °C. */
    HEATING
}
