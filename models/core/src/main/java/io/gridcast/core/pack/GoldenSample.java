package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import io.gridcast.core.forecast.QuantileModel;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Rows and what they must score, to the bit or within the tolerance that the manifest states: forecasts in the target's unit, rows sorted, as a {@link LoadedModel} gives
 * them.
 *
 * @param rows n
 * @param features shape {@code [n × F]}, row-major
 * @param quantiles shape {@code [n × Q]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record GoldenSample(int rows, float[] features, float[] quantiles) {
    private static final int HEADER_BYTES = 3 * Integer.BYTES;

    public GoldenSample {
        Checks.require(rows > 0, "golden sample has " + rows + " rows, must have some");
        Checks.require(
                features.length > 0
                        && features.length % rows == 0
                        && quantiles.length > 0
                        && quantiles.length % rows == 0,
                "golden sample of " + rows + " rows has " + features.length + " features and " + quantiles.length
                        + " quantiles, must have as many in each row");
    }

    /**
     * Scores rows with the model as it was trained.
     *
     * @param reference gives forecasts in the target's unit; best by the trainer's own native library
     */
    public static GoldenSample of(QuantileModel reference, float[] features) {
        int rows = features.length / reference.featureCount();
        float[] quantiles = new float[rows * reference.quantileCount()];
        reference.score(features, rows, quantiles);
        return new GoldenSample(rows, features.clone(), quantiles);
    }

    int featureCount() {
        return features.length / rows;
    }

    int quantileCount() {
        return quantiles.length / rows;
    }

    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + Float.BYTES * (features.length + quantiles.length))
                .putInt(rows)
                .putInt(featureCount())
                .putInt(quantileCount());
        for (float value : features) {
            bytes.putFloat(value);
        }
        for (float value : quantiles) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    /** @throws IllegalArgumentException if the bytes are not what {@link #toBytes} wrote */
    public static GoldenSample fromBytes(byte[] array) {
        Checks.require(array.length >= HEADER_BYTES, "golden sample has " + array.length + " bytes, too few");
        ByteBuffer bytes = ByteBuffer.wrap(array);
        int rows = bytes.getInt();
        int features = bytes.getInt();
        int quantiles = bytes.getInt();
        Checks.require(
                rows > 0
                        && features > 0
                        && quantiles > 0
                        && (double) rows * ((double) features + quantiles) * Float.BYTES == bytes.remaining(),
                "golden sample says that it has " + rows + " rows of " + features + " features and " + quantiles
                        + " quantiles, but has " + bytes.remaining() + " bytes of them");
        return new GoldenSample(rows, floats(bytes, rows * features), floats(bytes, rows * quantiles));
    }

    private static float[] floats(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + count * Float.BYTES);
        return values;
    }

    /**
     * The first row that was scored otherwise, or −1.
     *
     * @param tolerance share of the value, or of 1 where that is less; 0: to the bit
     */
    int firstDifference(float[] scored, double tolerance) {
        for (int i = 0; i < quantiles.length; i++) {
            boolean equal = Float.floatToIntBits(scored[i]) == Float.floatToIntBits(quantiles[i]);
            double room = tolerance * Math.max(1, Math.abs(quantiles[i]));
            if (!equal && !(Math.abs((double) scored[i] - quantiles[i]) <= room)) {
                return i / quantileCount();
            }
        }
        return -1;
    }

    /** The quantiles of a row, for messages. */
    static String row(float[] quantiles, int row, int count) {
        return Arrays.toString(Arrays.copyOfRange(quantiles, row * count, (row + 1) * count));
    }
}
