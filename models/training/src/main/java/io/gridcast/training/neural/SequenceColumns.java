package io.gridcast.training.neural;

import io.gridcast.core.check.Checks;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureKind;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Channels;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a sequence model finds its inputs in a row of {@link io.gridcast.core.features.FeatureSchemas#sequence}.
 *
 * @param centers the centre of each hour of the day
 * @param scales how far it may deviate from there
 * @param own which of the channels is the target itself
 * @param hours hours of days: day by day from the one that is forecast back, channel by channel
 * @param days how many, the one that is forecast among them
 */
@SuppressWarnings("ArrayRecordComponent")
record SequenceColumns(
        int width,
        int center,
        int scale,
        int lead,
        int hour,
        int weekday,
        int[] centers,
        int[] scales,
        int own,
        int[] hours,
        int days) {
    static SequenceColumns of(FeatureSchema schema) {
        List<Feature> features = schema.features();
        int[] hours = ofKind(features, FeatureKind.DAY_HOUR);
        int days = 1 + IntStream.of(hours).map(i -> features.get(i).lag()).max().orElse(0);
        int[] centers = ofKind(features, FeatureKind.DAY_CENTER);
        Checks.require(
                centers.length == DayColumns.HOURS && hours.length % (days * DayColumns.HOURS) == 0,
                "the schema has " + centers.length + " hours of the centre and " + hours.length + " of " + days
                        + " days, which are no whole days");
        return new SequenceColumns(
                features.size(),
                schema.centerColumn(),
                schema.scaleColumn(),
                schema.leadColumn(),
                ofKind(features, FeatureKind.HOUR)[0],
                ofKind(features, FeatureKind.LIKE_WEEKDAY)[0],
                centers,
                ofKind(features, FeatureKind.DAY_SCALE),
                own(schema, hours),
                hours,
                days);
    }

    private static int own(FeatureSchema schema, int[] hours) {
        String target = schema.target() == Target.LOAD ? Channels.LOAD : Channels.PRICE_DAY_AHEAD;
        for (int i = 0; i < hours.length; i += DayColumns.HOURS) {
            if (schema.features().get(hours[i]).channel().equals(target)) {
                return i / DayColumns.HOURS;
            }
        }
        throw new IllegalArgumentException("the schema does not tell the history of " + target);
    }

    private static int[] ofKind(List<Feature> features, FeatureKind kind) {
        int[] columns = IntStream.range(0, features.size())
                .filter(i -> features.get(i).kind() == kind)
                .toArray();
        Checks.require(columns.length > 0, "the schema has no column of kind " + kind);
        return columns;
    }

    /** Channels of which the hours are told. */
    int channels() {
        return hours.length / days / DayColumns.HOURS;
    }

    /** The place among {@link #hours} of an hour of a channel so many days before. */
    int place(int lag, int channel, int hour) {
        return (lag * channels() + channel) * DayColumns.HOURS + hour;
    }

    /** Hours of all channels of a day. */
    int hoursOfDay() {
        return hours.length / days;
    }
}
