package io.gridcast.core.features;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.check.Checks;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Knowledge;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes the feature matrix of one series by one schema from what is known: the same knowledge gives the same bits, on any
 * machine, in a stream or in training.
 *
 * <p>Keep one for a series and schema; it holds on to the windows that it reads. One thread at a time.
 */
public final class FeatureMaker {
    private final FeatureSchema schema;
    private final Scene scene;
    private final Center center;
    private final Column[] columns;

    /** @param knowledge what is known when {@link #make} is called, no more and no less */
    public FeatureMaker(FeatureSchema schema, Series series, Knowledge knowledge) {
        this.schema = schema;
        var days = new LocalDays(series.timeZone(), series.holidayRegion());
        this.scene = new Scene(days);
        var sources = new Sources(
                series, schema.target(), targetKey(schema, series), knowledge.windows(), new LikeDays(days));
        Feature centerColumn = schema.features().get(schema.centerColumn());
        Feature scaleColumn = schema.features().get(schema.scaleColumn());
        this.center = new Center(sources, schema.target(), centerColumn.channel(), scaleColumn.span());
        var make = new Columns(sources);
        this.columns = schema.features().stream().map(make::of).toArray(Column[]::new);
    }

    /** The schema that it makes features by. */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Makes the features of consecutive slots.
     *
     * @param firstSlot start of the first slot
     * @param resolution length of a slot
     * @param slots how many, H
     * @return shape {@code [H × F]}, row-major, in the order of the schema; NaN is missing, and is always {@link Float#NaN}: processors
     *     and compilers differ in the sign that they give it, and what was scored is hashed by its bits
     */
    public float[] make(Instant issuedAt, Instant firstSlot, Duration resolution, int slots) {
        Checks.require(slots > 0, "slots is " + slots + ", must be at least 1");
        scene.begin(issuedAt.toEpochMilli(), firstSlot.toEpochMilli(), resolution.toMillis(), slots);
        center.prepare(scene);
        float[] matrix = new float[slots * columns.length];
        for (int column = 0; column < columns.length; column++) {
            Column values = columns[column];
            for (int row = 0; row < slots; row++) {
                float value = values.value(scene, row);
                matrix[row * columns.length + column] = Float.isNaN(value) ? Float.NaN : value;
            }
        }
        return matrix;
    }

    /** The channel that holds what is to be forecast of a series by models of a schema. */
    public static ChannelKey targetKey(FeatureSchema schema, Series series) {
        if (schema.target() == Target.SPIKE) {
            String channel = schema.features().get(schema.centerColumn()).channel();
            return ChannelKey.zone(series.priceZone(), channel);
        }
        return targetKey(schema.target(), series);
    }

    /** The channel that holds a load or a day-ahead price that is to be forecast of a series. */
    public static ChannelKey targetKey(Target target, Series series) {
        return target == Target.LOAD
                ? ChannelKey.series(series.seriesId(), Channels.LOAD)
                : ChannelKey.zone(series.priceZone(), Channels.PRICE_DAY_AHEAD);
    }
}
