package io.gridcast.training.neural;

import io.gridcast.core.check.Checks;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.history.Channels;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a network finds its inputs in a row of {@link io.gridcast.core.features.FeatureSchemas#priceOfDay}.
 *
 * @param hours columns of single hours of days
 * @param dayBefore places among {@code hours} of the prices of the day before, by hour
 */
@SuppressWarnings("ArrayRecordComponent")
record DayColumns(int width, int center, int scale, int hour, int weekday, int[] hours, int[] dayBefore) {
    /** Hours on the clock. */
    static final int HOURS = 24;

    static DayColumns of(FeatureSchema schema) {
        List<Feature> features = schema.features();
        int[] hours = IntStream.range(0, features.size())
                .filter(i -> features.get(i).kind() == FeatureKind.DAY_HOUR)
                .toArray();
        int[] dayBefore = IntStream.range(0, hours.length)
                .filter(i -> isPriceOfDayBefore(features.get(hours[i])))
                .toArray();
        Checks.require(
                dayBefore.length == HOURS,
                "the schema has " + dayBefore.length + " hours of the day before, a network needs " + HOURS);
        return new DayColumns(
                features.size(),
                schema.centerColumn(),
                schema.scaleColumn(),
                column(features, FeatureKind.HOUR),
                column(features, FeatureKind.LIKE_WEEKDAY),
                hours,
                dayBefore);
    }

    private static boolean isPriceOfDayBefore(Feature feature) {
        return feature.channel().equals(Channels.PRICE_DAY_AHEAD) && feature.lag() == 1;
    }

    private static int column(List<Feature> features, FeatureKind kind) {
        for (int i = 0; i < features.size(); i++) {
            if (features.get(i).kind() == kind) {
                return i;
            }
        }
        throw new IllegalArgumentException("the schema has no column of kind " + kind);
    }
}
