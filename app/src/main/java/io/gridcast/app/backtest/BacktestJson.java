package io.gridcast.app.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.score.DieboldMariano;
import io.gridcast.core.score.ScoreTotals;
import java.util.List;
import java.util.Map;

/**
 * A backtest for machines: {@code rows}, {@code comparisons}, {@code shares}, {@code models}, {@code scenarios} and {@code counts}. Shares (mape, cover50 …) are fractions; a
 * figure that has no meaning for a row is absent. No time of day and no length of the run is in it, so that equal runs give equal bytes.
 */
public final class BacktestJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BacktestJson() {}

    /** All of it. */
    public static ObjectNode of(
            Backtest backtest,
            List<BacktestRow> rows,
            List<BacktestScores.Compared> compared,
            List<ScenarioRow> scenarios,
            Map<String, Long> counts) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode array = root.putArray("rows");
        rows.forEach(row -> add(array.addObject(), row));
        ArrayNode comparisons = root.putArray("comparisons");
        compared.forEach(each -> add(comparisons.addObject(), each));
        ArrayNode shares = root.putArray("shares");
        for (Subject subject : backtest.subjects()) {
            subject.shares()
                    .means()
                    .forEach((expert, share) -> shares.addObject()
                            .put("series", subject.series().seriesId())
                            .put("target", BacktestTable.lower(subject.target()))
                            .put("expert", expert)
                            .put("share", share));
        }
        ArrayNode models = root.putArray("models");
        for (Subject subject : backtest.subjects()) {
            subject.versions().forEach((column, versions) -> {
                ObjectNode node = models.addObject()
                        .put("series", subject.series().seriesId())
                        .put("target", BacktestTable.lower(subject.target()))
                        .put("column", column);
                versions.forEach(node.putArray("versions")::add);
            });
        }
        ArrayNode paths = root.putArray("scenarios");
        scenarios.forEach(row -> add(paths, row));
        ObjectNode counted = root.putObject("counts");
        counts.forEach(counted::put);
        return root;
    }

    private static void add(ObjectNode node, BacktestRow row) {
        ScoreTotals.Summary errors = row.errors();
        node.put("series", row.series())
                .put("target", BacktestTable.lower(row.target()))
                .put("protocol", row.protocol().id())
                .put("column", row.column())
                .put("kind", row.kind().toString());
        row.season().ifPresent(season -> node.put("season", season.toString()));
        node.put("n", errors.n());
        put(node, "mae", errors.mae());
        put(node, "rmse", errors.rmse());
        put(node, "bias", errors.bias());
        put(node, "mape", errors.mape());
        put(node, "rmae", errors.rmae());
        if (Double.isFinite(errors.cover80())) {
            put(node, "pinball", errors.pinball());
            put(node, "crps", errors.crps());
            put(node, "crps_of_mean_size", errors.crps() / row.meanSize());
            put(node, "cover50", errors.cover50());
            put(node, "cover80", errors.cover80());
            put(node, "cover90", errors.cover90());
        }
        put(node, "mean_size", row.meanSize());
    }

    private static void add(ObjectNode node, BacktestScores.Compared each) {
        Panel.Comparison one = each.comparison();
        node.put("series", each.subject().series().seriesId())
                .put("target", BacktestTable.lower(each.subject().target()))
                .put("protocol", each.protocol().id())
                .put("first", one.first())
                .put("second", one.second())
                .put("days", one.apart().days());
        put(node, "mean_difference", one.apart().meanDifference());
        add(node, "", one.apart());
        node.put("lags", one.lags());
        add(node, "_newey_west", one.dependent());
    }

    private static void add(ObjectNode node, String suffix, DieboldMariano test) {
        put(node, "statistic" + suffix, test.statistic());
        put(node, "p" + suffix, test.p());
    }

    private static void add(ArrayNode array, ScenarioRow row) {
        for (ScenarioRow.Column column : row.columns()) {
            ObjectNode node = array.addObject().put("series", row.series());
            ArrayNode targets = node.putArray("targets");
            row.targets().forEach(target -> targets.add(BacktestTable.lower(target)));
            node.put("column", column.name()).put("days", row.days());
            put(node, "energy", column.energy());
            put(node, "variogram", column.variogram());
            add(node, "_energy", column.energyTest());
            add(node, "_variogram", column.variogramTest());
        }
    }

    private static void put(ObjectNode node, String name, double figure) {
        if (Double.isFinite(figure)) {
            node.put(name, figure);
        }
    }
}
