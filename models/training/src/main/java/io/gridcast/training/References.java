package io.gridcast.training;

import io.gridcast.core.drift.ReferenceBuilder;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.pack.ReferenceHistogram;
import io.gridcast.training.dataset.Dataset;
import java.util.Arrays;
import java.util.List;

/** How features and outputs were distributed in training, by series, for drift to be told from. */
final class References {
    private static final int ROWS_A_CALL = 1024;

    private References() {}

    /** @param model predicts y of {@code centre + scale × y}, its median in the middle column */
    static List<ReferenceHistogram> of(Dataset data, QuantileModel model) {
        var builder = new ReferenceBuilder(data.schema());
        int width = data.schema().size();
        int levels = model.quantileCount();
        float[] outputs = new float[ROWS_A_CALL * levels];
        for (int from = 0; from < data.rows(); from += ROWS_A_CALL) {
            int rows = Math.min(ROWS_A_CALL, data.rows() - from);
            model.score(Arrays.copyOfRange(data.features(), from * width, (from + rows) * width), rows, outputs);
            for (int row = 0; row < rows; row++) {
                String series = data.seriesIds().get(from + row);
                long issuedMs = data.issuedMs()[from + row];
                builder.add(series, issuedMs, data.features(), (from + row) * width);
                builder.add(series, ReferenceBuilder.OUTPUT, issuedMs, outputs[row * levels + levels / 2]);
            }
        }
        return builder.finish();
    }
}
