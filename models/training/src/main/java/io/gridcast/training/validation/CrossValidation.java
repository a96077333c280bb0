package io.gridcast.training.validation;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.forecast.OutputLevels;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.pack.CenteredQuantiles;
import io.gridcast.core.trees.TreeModels;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.validation.RollingOrigin.Fold;
import io.gridcast.training.xgboost.TreeParameters;
import io.gridcast.training.xgboost.XgboostTrainer;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains and judges a model fold by fold. The number of rounds, which is tuned, is chosen on what was known before the first block, so
 * that no fold has seen what it is judged on in any way.
 */
public final class CrossValidation {
    /** Rows that a fold must have to learn from at least. */
    private static final int FEWEST_ROWS = 120;

    private static final double TUNING_SHARE = 0.2;
    private static final int ROWS_A_CALL = 1024;

    private final RollingOrigin origin;
    private final TreeParameters parameters;
    private final double underCosts;
    private final OutputLevels outputs;
    private final Consumer<String> stage;

    /** Of a model whose point forecast is the median. */
    public CrossValidation(RollingOrigin origin, TreeParameters parameters, Consumer<String> stage) {
        this(origin, parameters, 1, stage);
    }

    /**
     * @param parameters rounds are how many there are at most
     * @param underCosts how many times as much it costs to forecast too little as too much
     * @param stage is told what goes on
     */
    public CrossValidation(RollingOrigin origin, TreeParameters parameters, double underCosts, Consumer<String> stage) {
        this.origin = origin;
        this.parameters = parameters;
        this.underCosts = underCosts;
        this.outputs = OutputLevels.ofCosts(underCosts);
        this.stage = stage;
    }

    /**
     * Errors on days that were not learnt from, by the names of {@link ValidationScores}; empty where there is too little data.
     *
     * @throws ExplainedException if a fold learns from what had not been observed when the first forecast that it is judged on was issued
     */
    public SortedMap<String, Double> run(Dataset data) {
        List<Fold> folds = origin.split(data);
        if (folds.isEmpty() || folds.get(0).training().rows() < FEWEST_ROWS) {
            return new TreeMap<>();
        }
        folds.forEach(Fold::requireNoLeak);
        stage.accept("cross-validation: choosing rounds");
        TreeParameters chosen = parameters.withRounds(rounds(folds.get(0).training()));
        var trainer = new XgboostTrainer(chosen, outputs.levels());
        var scores = new ValidationScores(data.schema().target(), underCosts);
        for (int i = 0; i < folds.size(); i++) {
            stage.accept("cross-validation: fold " + (i + 1) + " of " + folds.size());
            QuantileModel trees = TreeModels.load(trainer.train(folds.get(i).training()));
            judge(new CenteredQuantiles(trees, data.schema()), folds.get(i).validation(), scores);
        }
        return scores.metrics();
    }

    private int rounds(Dataset known) {
        List<Fold> tuning = new RollingOrigin(1, TUNING_SHARE, origin.gap()).split(known);
        return tuning.isEmpty() || tuning.get(0).training().rows() < FEWEST_ROWS
                ? Math.max(1, parameters.rounds() / 4)
                : new XgboostTrainer(parameters, outputs.levels())
                        .bestRounds(tuning.get(0).training(), tuning.get(0).validation());
    }

    private void judge(QuantileModel model, Dataset rows, ValidationScores scores) {
        int width = rows.schema().size();
        float[] said = new float[ROWS_A_CALL * outputs.count()];
        for (int from = 0; from < rows.rows(); from += ROWS_A_CALL) {
            int count = Math.min(ROWS_A_CALL, rows.rows() - from);
            model.score(Arrays.copyOfRange(rows.features(), from * width, (from + count) * width), count, said);
            float[] quantiles = outputs.quantiles(said);
            float[] points = outputs.points(said).values();
            for (int i = 0; i < count; i++) {
                int row = from + i;
                int leadHours = Math.round(rows.leadHours(row, 1));
                double observed = rows.targets()[row];
                scores.add(rows.seriesIds().get(row), rows.issuedMs()[row], leadHours, quantiles, i, observed);
                scores.addPoint(points[i], observed);
            }
        }
    }
}
