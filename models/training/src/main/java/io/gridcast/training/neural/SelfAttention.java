package io.gridcast.training.neural;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Attention of each token of a sample to all of them, by several heads (Vaswani et al. 2017, NeurIPS, section 3.2). A row is a token; the
 * tokens of a sample follow each other.
 */
final class SelfAttention implements Part {
    private final int tokens;
    private final int heads;
    private final int units;
    private final int width;
    private final float sharpness;
    private final Dense query;
    private final Dense key;
    private final Dense value;
    private final Dense merge;
    private final float[] shares;
    private final float[] mixed;
    private final float[] querySlopes;
    private final float[] keySlopes;
    private final float[] valueSlopes;
    private final float[] slopes;
    private final float[] shareSlopes;
    private float[] queries = {};
    private float[] keys = {};
    private float[] values = {};

    /** @param units columns of a token, a multiple of {@code heads} */
    SelfAttention(int tokens, int heads, int units, SplittableRandom random, int mostSamples) {
        this.tokens = tokens;
        this.heads = heads;
        this.units = units;
        this.width = units / heads;
        this.sharpness = (float) (1 / Math.sqrt(width));
        int most = mostSamples * tokens;
        query = new Dense(units, units, 1, random, most);
        key = new Dense(units, units, 1, random, most);
        value = new Dense(units, units, 1, random, most);
        merge = new Dense(units, units, 1, random, most);
        shares = new float[most * heads * tokens];
        mixed = new float[most * units];
        querySlopes = new float[most * units];
        keySlopes = new float[most * units];
        valueSlopes = new float[most * units];
        slopes = new float[most * units];
        shareSlopes = new float[tokens];
    }

    @Override
    public int out() {
        return units;
    }

    @Override
    public float[] forward(float[] x, int rows, boolean isLearning) {
        queries = query.forward(x, rows, isLearning);
        keys = key.forward(x, rows, isLearning);
        values = value.forward(x, rows, isLearning);
        Arrays.fill(mixed, 0, rows * units, 0);
        for (int row = 0; row < rows; row++) {
            for (int head = 0; head < heads; head++) {
                attend(row, head);
            }
        }
        return merge.forward(mixed, rows, isLearning);
    }

    private void attend(int row, int head) {
        int first = row / tokens * tokens;
        int at = (row * heads + head) * tokens;
        int own = row * units + head * width;
        float most = Float.NEGATIVE_INFINITY;
        for (int t = 0; t < tokens; t++) {
            float score = dot(queries, own, keys, (first + t) * units + head * width) * sharpness;
            shares[at + t] = score;
            most = Math.max(most, score);
        }
        float sum = 0;
        for (int t = 0; t < tokens; t++) {
            shares[at + t] = (float) StrictMath.exp(shares[at + t] - most);
            sum += shares[at + t];
        }
        for (int t = 0; t < tokens; t++) {
            shares[at + t] /= sum;
            add(shares[at + t], values, (first + t) * units + head * width, mixed, own);
        }
    }

    @Override
    public float[] back(float[] slope, int rows) {
        float[] mixedSlopes = merge.back(slope, rows);
        Arrays.fill(querySlopes, 0, rows * units, 0);
        Arrays.fill(keySlopes, 0, rows * units, 0);
        Arrays.fill(valueSlopes, 0, rows * units, 0);
        for (int row = 0; row < rows; row++) {
            for (int head = 0; head < heads; head++) {
                attendBack(row, head, mixedSlopes);
            }
        }
        float[] ofQueries = query.back(querySlopes, rows);
        float[] ofKeys = key.back(keySlopes, rows);
        float[] ofValues = value.back(valueSlopes, rows);
        for (int i = 0; i < rows * units; i++) {
            slopes[i] = ofQueries[i] + ofKeys[i] + ofValues[i];
        }
        return slopes;
    }

    private void attendBack(int row, int head, float[] mixedSlopes) {
        int first = row / tokens * tokens;
        int at = (row * heads + head) * tokens;
        int own = row * units + head * width;
        float mean = 0;
        for (int t = 0; t < tokens; t++) {
            int other = (first + t) * units + head * width;
            shareSlopes[t] = dot(mixedSlopes, own, values, other);
            mean += shares[at + t] * shareSlopes[t];
            add(shares[at + t], mixedSlopes, own, valueSlopes, other);
        }
        for (int t = 0; t < tokens; t++) {
            int other = (first + t) * units + head * width;
            float ofScore = shares[at + t] * (shareSlopes[t] - mean) * sharpness;
            add(ofScore, keys, other, querySlopes, own);
            add(ofScore, queries, own, keySlopes, other);
        }
    }

    private float dot(float[] one, int at, float[] other, int otherAt) {
        float sum = 0;
        for (int i = 0; i < width; i++) {
            sum += one[at + i] * other[otherAt + i];
        }
        return sum;
    }

    private void add(float factor, float[] from, int at, float[] to, int toAt) {
        for (int i = 0; i < width; i++) {
            to[toAt + i] += factor * from[at + i];
        }
    }

    @Override
    public List<Adam> weights() {
        return Stream.of(query, key, value, merge)
                .flatMap(part -> part.weights().stream())
                .toList();
    }

    /** {@code x} has the shape {@code [N × tokens × units]}. */
    @Override
    public String write(OnnxGraph graph, String x) {
        String queried = byHead(graph, query.write(graph, x), 0, 2, 1, 3);
        String keyed = byHead(graph, key.write(graph, x), 0, 2, 3, 1);
        String valued = byHead(graph, value.write(graph, x), 0, 2, 1, 3);
        String scores = graph.node("MatMul", queried, keyed);
        String sharp = graph.node("Mul", scores, graph.constant(new float[] {sharpness}, 1));
        String said = graph.node("MatMul", graph.node("Softmax", "axis", -1, sharp), valued);
        String ofTokens = graph.listed("Transpose", "perm", new int[] {0, 2, 1, 3}, said);
        return merge.write(graph, graph.node("Reshape", ofTokens, graph.indices(0, tokens, units)));
    }

    private String byHead(OnnxGraph graph, String x, int... order) {
        String split = graph.node("Reshape", x, graph.indices(0, tokens, heads, width));
        return graph.listed("Transpose", "perm", order, split);
    }
}
