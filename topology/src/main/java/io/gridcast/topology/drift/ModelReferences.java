package io.gridcast.topology.drift;

import io.gridcast.core.drift.DriftReference;
import io.gridcast.core.drift.ExpectedError;
import io.gridcast.core.drift.ReferenceBuilder;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.history.Channels;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.ReferenceHistogram;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a model knew of one series in training.
 *
 * @param trainedUntilMs the end of its training
 * @param columns of its features
 * @param centerColumn of the centre, likewise of the scale
 * @param error how large its errors were in cross-validation; empty where the manifest does not say
 */
record ModelReferences(
        long trainedUntilMs,
        int columns,
        int centerColumn,
        int scaleColumn,
        List<Variable> variables,
        Optional<ExpectedError> error) {
    static final int OF_NO_COLUMN = -1;

    /**
     * One variable.
     *
     * @param column of the feature; {@link #OF_NO_COLUMN} for what the model puts out
     * @param isInput whether it comes from a feed, and not from the target's own history
     */
    record Variable(int column, boolean isInput, ReferenceHistogram histogram, DriftReference reference) {
        Variable(int column, boolean isInput, ReferenceHistogram histogram) {
            this(column, isInput, histogram, new DriftReference(histogram));
        }

        String name() {
            return histogram.feature();
        }
    }

    /** What a manifest says, by series. */
    static Map<String, ModelReferences> of(PackManifest manifest) {
        FeatureSchema schema = manifest.schema();
        Map<String, List<Variable>> variables = variables(manifest, schema);
        Map<String, ExpectedError> errors = ExpectedError.of(manifest.metrics());
        Map<String, ModelReferences> references = new TreeMap<>();
        Set<String> all = new TreeSet<>(variables.keySet());
        all.addAll(errors.keySet());
        for (String series : all) {
            references.put(
                    series,
                    new ModelReferences(
                            manifest.trainedOn().to().toEpochMilli(),
                            schema.size(),
                            schema.centerColumn(),
                            schema.scaleColumn(),
                            variables.getOrDefault(series, List.of()),
                            Optional.ofNullable(errors.get(series))));
        }
        return references;
    }

    private static Map<String, List<Variable>> variables(PackManifest manifest, FeatureSchema schema) {
        Map<String, List<Variable>> bySeries = new TreeMap<>();
        Map<String, Integer> monitored = ReferenceBuilder.monitored(schema);
        for (ReferenceHistogram histogram : manifest.histograms()) {
            int column = monitored.getOrDefault(histogram.feature(), OF_NO_COLUMN);
            boolean isOutput = histogram.feature().equals(ReferenceBuilder.OUTPUT);
            if (column != OF_NO_COLUMN || isOutput) {
                boolean isInput = !isOutput && isInput(schema.features().get(column));
                bySeries.computeIfAbsent(histogram.series(), series -> new ArrayList<>())
                        .add(new Variable(column, isInput, histogram));
            }
        }
        return bySeries;
    }

    private static boolean isInput(Feature feature) {
        return switch (feature.kind()) {
            case RECENT_OUTLOOK_ERROR, LAG_OUTLOOK_ERROR, SCALE, CENTER -> false;
            default ->
                !feature.channel().isEmpty()
                        && !feature.channel().equals(Channels.LOAD)
                        && !feature.channel().equals(Channels.PRICE_DAY_AHEAD);
        };
    }

    static void write(BytesWriter out, ModelReferences it) {
        out.putLong(it.trainedUntilMs)
                .putInt(it.columns)
                .putInt(it.centerColumn)
                .putInt(it.scaleColumn);
        out.putInt(it.variables.size());
        for (Variable variable : it.variables) {
            ReferenceHistogram histogram = variable.histogram;
            out.putInt(variable.column).putByte(variable.isInput ? 1 : 0);
            out.putText(histogram.feature()).putText(histogram.series());
            Numbers.write(out, array(histogram.edges()));
            Numbers.write(out, array(histogram.usual()));
            Numbers.write(out, array(histogram.spread()));
            out.putInt(histogram.counts().size());
            histogram.counts().forEach(out::putLong);
            out.putLong(histogram.missing()).putDouble(histogram.autocorrelation());
        }
        out.putByte(it.error.isPresent() ? 1 : 0);
        it.error.ifPresent(error -> out.putDouble(error.meanLog()).putDouble(error.deviationLog()));
    }

    static ModelReferences read(BytesReader in) {
        long trainedUntilMs = in.getLong();
        int columns = in.getInt();
        int centerColumn = in.getInt();
        int scaleColumn = in.getInt();
        List<Variable> variables = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            int column = in.getInt();
            boolean isInput = in.getByte() == 1;
            variables.add(new Variable(column, isInput, readHistogram(in)));
        }
        Optional<ExpectedError> error =
                in.getByte() == 1 ? Optional.of(new ExpectedError(in.getDouble(), in.getDouble())) : Optional.empty();
        return new ModelReferences(trainedUntilMs, columns, centerColumn, scaleColumn, variables, error);
    }

    private static ReferenceHistogram readHistogram(BytesReader in) {
        String feature = in.getText();
        String series = in.getText();
        List<Double> edges = list(Numbers.readArray(in));
        List<Double> usual = list(Numbers.readArray(in));
        List<Double> spread = list(Numbers.readArray(in));
        List<Long> counts = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            counts.add(in.getLong());
        }
        return new ReferenceHistogram(feature, edges, counts, in.getLong(), series, usual, spread, in.getDouble());
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> list(double[] numbers) {
        return java.util.Arrays.stream(numbers).boxed().toList();
    }
}
