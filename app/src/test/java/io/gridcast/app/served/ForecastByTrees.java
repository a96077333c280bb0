package io.gridcast.app.served;

import io.gridcast.app.packing.PlainModel;
import io.gridcast.app.packing.PythonFiles;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.RecordSender;
import io.gridcast.app.rest.Facts;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.serdes.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A series that a model of Python's xgboost has forecast each noon for weeks. What the model saw and what it said is what Python wrote
 * down when it was trained, so all that is made of it here can be held against another's numbers.
 */
final class ForecastByTrees {
    static final String SERIES = "by-trees";
    static final ModelRef MODEL = new ModelRef("load-py", "1");
    static final Instant NEWEST = Facts.NOON;
    /** What the mixture and the calibration of bands add to what the model says. */
    static final float SHIFT = 0.25f;

    /** Days before the newest issue that are over. */
    static final int PAST = 25;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LEVELS = QuantileLevels.standard().length;

    private final float[][] inputs = table("golden.csv");
    private final float[][] outputs = table("golden-outputs.csv");

    /** Its bytes are the same each time. */
    static ModelPack pack(String version) {
        return PlainModel.read("xgboost", PythonFiles.file("xgboost.ubj"))
                .pack(PythonFiles.description("xgboost", version), PythonFiles.file("golden.npz"));
    }

    static String runId(Instant issuedAt) {
        return SERIES + "/load/" + issuedAt;
    }

    int horizon() {
        return inputs.length;
    }

    /** The quantiles of a slot as the model gives them, MW, sorted. */
    float[] own(int row) {
        float center = inputs[row][PythonFiles.SCHEMA.centerColumn()];
        float scale = inputs[row][PythonFiles.SCHEMA.scaleColumn()];
        float[] own = new float[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            own[i] = center + scale * outputs[row][i];
        }
        Arrays.sort(own);
        return own;
    }

    /** The same as they were issued. */
    float[] issued(int row) {
        float[] issued = own(row);
        for (int i = 0; i < LEVELS; i++) {
            issued[i] += SHIFT;
        }
        return issued;
    }

    /** Puts the series, its forecasts and what then happened on their topics. What happened lies as high in all slots of a day. */
    void publish(Platform platform) {
        try (RecordSender records = new RecordSender(platform)) {
            records.send(Topics.GRID_SERIES, series(), NEWEST.minus(Duration.ofDays(PAST + 1)));
            for (int day = PAST; day >= 0; day--) {
                Instant at = NEWEST.minus(Duration.ofDays(day));
                records.send(Topics.FEATURES_SCORED, scored(at), at);
                records.send(Topics.FORECASTS, forecast(at), at);
                for (int row = 0; row < horizon() && day > 0; row++) {
                    Instant slot = at.plus(HOUR.multipliedBy(row));
                    var load =
                            new ObservedLoad(SERIES, slot, HOUR, issued(row)[day % LEVELS], 1, LoadQuality.MEASURED, 0);
                    records.send(Topics.LOAD_OBSERVED, load, slot.plus(HOUR));
                }
            }
        }
    }

    /** Puts one forecast more on its topic. */
    void issue(Platform platform, Instant at) {
        try (RecordSender records = new RecordSender(platform)) {
            records.send(Topics.FORECASTS, forecast(at), at);
        }
    }

    private static Series series() {
        return new Series(
                SERIES, "east", "east", Set.of(Target.LOAD), HOUR, ZoneOffset.UTC, "", Double.NaN, 50, 8, List.of());
    }

    private Forecast forecast(Instant issuedAt) {
        float[] point = new float[horizon()];
        float[] quantiles = new float[horizon() * LEVELS];
        for (int row = 0; row < horizon(); row++) {
            System.arraycopy(issued(row), 0, quantiles, row * LEVELS, LEVELS);
            point[row] = issued(row)[QuantileLevels.MEDIAN];
        }
        return new Forecast(
                SERIES,
                Target.LOAD,
                "MW",
                runId(issuedAt),
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                issuedAt,
                point,
                QuantileLevels.standard(),
                quantiles,
                MODEL,
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                PythonFiles.SCHEMA.fingerprint(),
                ScoredFeatures.hashOf(matrix()));
    }

    private ScoredFeatures scored(Instant issuedAt) {
        return new ScoredFeatures(
                SERIES,
                Target.LOAD,
                runId(issuedAt),
                issuedAt,
                issuedAt,
                HOUR,
                PythonFiles.SCHEMA.fingerprint(),
                horizon(),
                PythonFiles.SCHEMA.size(),
                matrix(),
                ScoredFeatures.hashOf(matrix()),
                "MW",
                issuedAt.minus(HOUR),
                List.of(),
                1);
    }

    private float[] matrix() {
        float[] matrix = new float[horizon() * PythonFiles.SCHEMA.size()];
        for (int row = 0; row < horizon(); row++) {
            System.arraycopy(inputs[row], 0, matrix, row * PythonFiles.SCHEMA.size(), PythonFiles.SCHEMA.size());
        }
        return matrix;
    }

    private static float[][] table(String name) {
        try {
            return Files.readAllLines(PythonFiles.file(name)).stream()
                    .skip(1)
                    .map(line -> floats(line.split(",", -1)))
                    .toArray(float[][]::new);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static float[] floats(String[] texts) {
        float[] values = new float[texts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(texts[i]);
        }
        return values;
    }
}
