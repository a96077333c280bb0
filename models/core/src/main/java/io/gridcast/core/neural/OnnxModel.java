package io.gridcast.core.neural;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.QuantileModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model in ONNX, as PyTorch and scikit-learn (skl2onnx) export it: one input of floats {@code [N, F]}, N open; the outputs are
 * floats or doubles, either one {@code [N, Q]} or Q of them {@code [N]} or {@code [N, 1]} in the order of the quantiles. Whatever
 * shape the file declares, what counts is what it gives.
 *
 * <p>Holds memory outside the heap until closed. Thread-safe: many threads score at once, each on its own core alone. Results may
 * differ in the last bits between platforms.
 */
public final class OnnxModel implements QuantileModel, AutoCloseable {
    private static final int PROBED_ROWS = 2;

    /** A model is one file. Without this, what it refers to would be looked for in the working directory, and be there on one machine alone. */
    private static final String WHERE_WEIGHTS_LIE = "session.model_external_initializers_file_folder_path";

    private static final String NOWHERE = "no-file-but-the-model";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private final List<String> outputs;
    private final int featureCount;
    private final int quantileCount;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxModel(OrtEnvironment environment, OrtSession session, int featureCount) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.featureCount = featureCount;
        input = onlyInput(session, featureCount);
        outputs = List.copyOf(session.getOutputNames());
        quantileCount = probe();
    }

    /**
     * Loads a model; files that it refers to are not looked for.
     *
     * @param featureCount features a row, F
     * @throws InvalidOnnxException if the bytes are no ONNX, or a model of other inputs and outputs than above
     * @throws ExplainedException if ONNX Runtime cannot be loaded
     */
    public static OnnxModel load(byte[] bytes, int featureCount) {
        return RoomyStack.call(() -> open(bytes, featureCount));
    }

    private static OnnxModel open(byte[] bytes, int featureCount) {
        try {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "gridcast");
            environment.setTelemetry(false);
            OrtSession session;
            try (var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
                options.addConfigEntry(WHERE_WEIGHTS_LIE, NOWHERE);
                session = environment.createSession(bytes, options);
            }
            return checked(environment, session, featureCount);
        } catch (OrtException e) {
            throw refused(e);
        } catch (LinkageError e) {
            throw new ExplainedException(
                    "ONNX Runtime cannot be loaded: " + e.getMessage(),
                    "models of kind onnx are scored by it",
                    "run on Linux, macOS or Windows on x86-64 or arm64, or deploy a model of another kind",
                    e);
        }
    }

    private static OnnxModel checked(OrtEnvironment environment, OrtSession session, int featureCount)
            throws OrtException {
        try {
            return new OnnxModel(environment, session, featureCount);
        } catch (OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static InvalidOnnxException refused(OrtException e) {
        return new InvalidOnnxException(
                "ONNX Runtime refuses the model: " + e.getMessage(),
                "export it as one file of standard ONNX operators (no external data: external_data=False in PyTorch; no custom operators)",
                e);
    }

    private static String onlyInput(OrtSession session, int featureCount) throws OrtException {
        List<NodeInfo> inputs = new ArrayList<>(session.getInputInfo().values());
        if (inputs.size() == 1 && inputs.get(0).getInfo() instanceof TensorInfo tensor) {
            long[] shape = tensor.getShape();
            if (tensor.type == OnnxJavaType.FLOAT
                    && shape.length == 2
                    && shape[0] < 0
                    && (shape[1] < 0 || shape[1] == featureCount)) {
                return inputs.get(0).getName();
            }
        }
        throw new InvalidOnnxException(
                "the model's inputs are " + inputs + ", must be one of floats [N, " + featureCount + "] with N open",
                "export it with one float input whose first dimension is dynamic (torch.onnx.export: dynamic_axes;"
                        + " skl2onnx: FloatTensorType([None, " + featureCount + "]))",
                null);
    }

    /** What the model gives for rows of zeros says how many quantiles it has. */
    private int probe() throws OrtException {
        float[][] columns = run(new float[PROBED_ROWS * featureCount], PROBED_ROWS);
        int width = 0;
        for (float[] column : columns) {
            if (column.length == 0 || column.length % PROBED_ROWS != 0) {
                throw new InvalidOnnxException(
                        "the model gives " + column.length + " values for " + PROBED_ROWS + " rows",
                        "export a model that scores each row by itself",
                        null);
            }
            width += column.length / PROBED_ROWS;
        }
        if (columns.length > 1 && width != columns.length) {
            throw new InvalidOnnxException(
                    "the model has " + columns.length + " outputs with " + width + " values a row in all",
                    "export one output [N, Q], or one output a quantile",
                    null);
        }
        return width;
    }

    @Override
    public int featureCount() {
        return featureCount;
    }

    @Override
    public int quantileCount() {
        return quantileCount;
    }

    @Override
    public void score(float[] features, int rows, float[] quantiles) {
        Checks.require(
                rows >= 0
                        && features.length >= (long) rows * featureCount
                        && quantiles.length >= (long) rows * quantileCount,
                rows + " rows of " + featureCount + " features and " + quantileCount + " quantiles do not fit "
                        + features.length + " and " + quantiles.length);
        if (rows == 0) {
            return;
        }
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the model is closed, its native memory is gone");
            }
            float[][] given = run(features, rows);
            if (given.length == 1) {
                System.arraycopy(given[0], 0, quantiles, 0, rows * quantileCount);
            } else {
                interleave(given, rows, quantiles);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot score " + rows + " rows: " + e.getMessage(), e);
        } finally {
            open.readLock().unlock();
        }
    }

    private static void interleave(float[][] columns, int rows, float[] quantiles) {
        for (int column = 0; column < columns.length; column++) {
            for (int row = 0; row < rows; row++) {
                quantiles[row * columns.length + column] = columns[column][row];
            }
        }
    }

    private float[][] run(float[] features, int rows) throws OrtException {
        FloatBuffer matrix = FloatBuffer.wrap(features, 0, rows * featureCount);
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, matrix, new long[] {rows, featureCount});
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            float[][] columns = new float[outputs.size()][];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = floats(result.get(i), outputs.get(i));
            }
            return columns;
        }
    }

    private static float[] floats(OnnxValue value, String name) {
        if (value instanceof OnnxTensor tensor && tensor.getInfo().getShape().length <= 2) {
            if (tensor.getInfo().type == OnnxJavaType.FLOAT) {
                FloatBuffer buffer = tensor.getFloatBuffer();
                float[] floats = new float[buffer.remaining()];
                buffer.get(floats);
                return floats;
            }
            if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
                double[] doubles = new double[tensor.getDoubleBuffer().remaining()];
                tensor.getDoubleBuffer().get(doubles);
                float[] floats = new float[doubles.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) doubles[i];
                }
                return floats;
            }
        }
        throw new InvalidOnnxException(
                "the model's output " + name + " is " + value.getInfo() + ", must be floats [N, Q] or [N]",
                "export a regression without labels, maps or probabilities (skl2onnx: zipmap=False)",
                null);
    }

    /** Frees the native memory, once no thread scores any more; a second call does nothing. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot free a model: " + e.getMessage(), e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
