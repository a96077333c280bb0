package io.gridcast.app.backtest;

import io.gridcast.core.grid.Target;
import io.gridcast.core.score.DieboldMariano;
import java.util.List;

/**
 * How good paths of whole local days are.
 *
 * @param targets that were drawn together
 * @param days that were scored
 * @param columns by how they depend on each other; scenarios first
 */
public record ScenarioRow(String series, List<Target> targets, int days, List<Column> columns) {
    public ScenarioRow {
        targets = List.copyOf(targets);
        columns = List.copyOf(columns);
    }

    /**
     * Paths of the same margins that differ in dependence alone. Scores are means over days, of deviations from the median in units of
     * the mean width of the outermost band.
     *
     * @param energyTest whether scenarios have better energy scores, allowing for dependence between days; of scenarios themselves NaN
     * @param variogramTest the same of variogram scores
     */
    public record Column(
            String name, double energy, double variogram, DieboldMariano energyTest, DieboldMariano variogramTest) {}
}
