package io.gridcast.core.trees;

import java.util.SplittableRandom;

/** Rows that look for a difference: split values themselves and their neighbours, extremes, and what is missing. */
final class ProbeRows {
    private static final float[] EXTREMES = {
        0.0f,
        -0.0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Math.nextDown(Float.MIN_NORMAL),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e-30f,
        -1e30f
    };

    private ProbeRows() {}

    static float[] of(XgboostModel model, int rows, boolean infinite, long seed) {
        var random = new SplittableRandom(seed);
        float[] values = new float[rows * model.featureCount()];
        for (int i = 0; i < values.length; i++) {
            int feature = i % model.featureCount();
            values[i] = switch (random.nextInt(8)) {
                case 0 -> Float.NaN;
                case 1 -> EXTREMES[random.nextInt(EXTREMES.length)];
                case 2 ->
                    infinite && random.nextInt(4) == 0
                            ? (random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY)
                            : (float) random.nextDouble() * 1e-40f;
                case 3, 4, 5 -> nearSplit(model, feature, random);
                default -> (float) (random.nextDouble() * 24 - 12);
            };
        }
        return values;
    }

    private static float nearSplit(XgboostModel model, int feature, SplittableRandom random) {
        for (int attempt = 0; attempt < 50 && !model.trees().isEmpty(); attempt++) {
            RegressionTree tree = model.trees().get(random.nextInt(model.trees().size()));
            int node = random.nextInt(tree.size());
            if (!tree.isLeaf(node) && tree.feature()[node] == feature) {
                float condition = tree.condition()[node];
                return switch (random.nextInt(3)) {
                    case 0 -> condition;
                    case 1 -> Math.nextUp(condition);
                    default -> Math.nextDown(condition);
                };
            }
        }
        return (float) (random.nextDouble() * 24 - 12);
    }
}
