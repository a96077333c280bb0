package io.gridcast.tests.console;

import io.gridcast.app.models.PackShipment;
import io.gridcast.app.packing.PlainModel;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.model.AuditChain;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.core.pack.TrainingData;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.models.TwelveFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * One feeder of the fleet with all that a page can show of one: a forecast by trees with what they saw, a price, scores by lead time; and
 * the audit of the models that are meant.
 */
final class ShownFeeder {
    static final String ID = "feeder-0100";
    static final String CURRENCY = "EUR/MWh";
    /** Mean absolute errors of the champion by lead time: 1 to 6 h, 7 to 24 h. */
    static final double[] ERRORS = {1.25, 2.75};

    private static final ModelRef PRICE_MODEL = new ModelRef("price-lear", "3");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HORIZON = 24;
    private static final FeatureSchema SCHEMA = TwelveFeatures.schema();

    private ShownFeeder() {}

    /** A model that Python's xgboost wrote. */
    static PackShipment champion() {
        PackManifest description = PackManifest.describe(
                new ModelRef("load-py", "7"),
                "xgboost",
                Duration.ofHours(48),
                QuantileLevels.standard(),
                SCHEMA,
                new TrainingData(
                        Instant.parse("2015-01-01T00:00:00Z"), Instant.parse("2017-01-01T00:00:00Z"), 800, "not given"),
                "test",
                "ada");
        return new PackShipment(
                PlainModel.read("xgboost", python("xgboost.ubj")).pack(description, python("golden.npz")));
    }

    /** Puts all of it on its topics. */
    static void publish(Fleet fleet, DeployedModel champion, DeployedModel challenger) {
        explained(fleet, champion.model());
        priced(fleet);
        for (ModelRef model : List.of(champion.model(), challenger.model())) {
            ModelRole role = model.equals(champion.model()) ? ModelRole.CHAMPION : ModelRole.SHADOW;
            double factor = role == ModelRole.CHAMPION ? 1 : 0.9;
            fleet.send(Topics.FORECASTS_SCORES, score(model, role, 1, 6, factor * ERRORS[0]), Fleet.NOON);
            fleet.send(Topics.FORECASTS_SCORES, score(model, role, 7, 24, factor * ERRORS[1]), Fleet.NOON);
        }
        audited(fleet, champion, challenger);
    }

    private static void explained(Fleet fleet, ModelRef model) {
        float[] matrix = inputs();
        int rows = matrix.length / SCHEMA.size();
        float[] levels = QuantileLevels.standard();
        float[] point = new float[rows];
        float[] quantiles = new float[rows * levels.length];
        for (int row = 0; row < rows; row++) {
            point[row] = 50 + row;
            for (int q = 0; q < levels.length; q++) {
                quantiles[row * levels.length + q] = point[row] + q - QuantileLevels.MEDIAN;
            }
        }
        Instant at = Fleet.NOON.plusSeconds(60);
        String runId = ID + "/load/" + at;
        String hash = ScoredFeatures.hashOf(matrix);
        fleet.send(
                Topics.FEATURES_SCORED,
                new ScoredFeatures(
                        ID,
                        Target.LOAD,
                        runId,
                        at,
                        Fleet.NOON,
                        HOUR,
                        SCHEMA.fingerprint(),
                        rows,
                        SCHEMA.size(),
                        matrix,
                        hash,
                        "MW",
                        Fleet.NOON.minus(HOUR),
                        List.of(),
                        1),
                at);
        fleet.send(
                Topics.FORECASTS,
                forecast(Target.LOAD, "MW", runId, at, Fleet.NOON, point, quantiles, model, hash),
                at);
    }

    private static void priced(Fleet fleet) {
        float[] levels = QuantileLevels.standard();
        float[] point = new float[HORIZON];
        float[] quantiles = new float[HORIZON * levels.length];
        for (int row = 0; row < HORIZON; row++) {
            point[row] = 30 + row;
            for (int q = 0; q < levels.length; q++) {
                quantiles[row * levels.length + q] = point[row] + 4 * (q - QuantileLevels.MEDIAN);
            }
        }
        Instant tomorrow = Fleet.NOON.plus(Duration.ofHours(12));
        for (int hour = 1; hour <= 48; hour++) {
            Instant slot = tomorrow.minus(HOUR.multipliedBy(hour));
            fleet.send(
                    Topics.MARKET_PRICES,
                    new MarketPrice(
                            Fleet.zone(ID),
                            MarketProduct.DAY_AHEAD,
                            slot,
                            HOUR,
                            20 + hour,
                            "EUR",
                            Fleet.NOON.minus(HOUR)),
                    Fleet.NOON.minus(HOUR));
        }
        fleet.send(
                Topics.FORECASTS,
                forecast(
                        Target.PRICE,
                        CURRENCY,
                        ID + "/price/" + Fleet.NOON,
                        Fleet.NOON,
                        tomorrow,
                        point,
                        quantiles,
                        PRICE_MODEL,
                        ""),
                Fleet.NOON);
    }

    private static Forecast forecast(
            Target target,
            String unit,
            String runId,
            Instant issuedAt,
            Instant firstSlot,
            float[] point,
            float[] quantiles,
            ModelRef model,
            String featuresHash) {
        return new Forecast(
                ID,
                target,
                unit,
                runId,
                issuedAt,
                Fleet.NOON.minus(HOUR),
                HOUR,
                firstSlot,
                point,
                QuantileLevels.standard(),
                quantiles,
                model,
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                SCHEMA.fingerprint(),
                featuresHash);
    }

    private static ForecastScore score(ModelRef model, ModelRole role, int from, int to, double mae) {
        return new ForecastScore(
                ID,
                Target.LOAD,
                model,
                role,
                LocalDate.parse("2026-11-20"),
                from,
                to,
                24,
                mae,
                mae,
                0.1,
                0.02,
                mae / 2,
                mae,
                0.5,
                0.8,
                0.9,
                4,
                Double.NaN,
                0,
                ForecastScore.Window.D7);
    }

    /** The champion was published and deployed, the challenger shadowed and proposed by somebody else than grace. */
    private static void audited(Fleet fleet, DeployedModel champion, DeployedModel challenger) {
        AuditChain.Head head = AuditChain.Head.NONE;
        head = entry(fleet, head, "publish", champion, "the first");
        head = entry(fleet, head, "deploy", champion, "it was <b>good</b>");
        head = entry(fleet, head, "shadow", challenger, "look at it");
        entry(fleet, head, "propose", challenger, "better by 5 %");
    }

    private static AuditChain.Head entry(
            Fleet fleet, AuditChain.Head head, String what, DeployedModel model, String why) {
        Instant at = Fleet.NOON.minus(HOUR).plusSeconds(head.length());
        AuditEntry entry = AuditChain.after(
                head,
                at,
                "ada",
                what,
                model.model().toString(),
                why,
                Map.of("pack", model.packHash(), "scope", "load/*"));
        fleet.send(Topics.MODELS_AUDIT, entry, at);
        return AuditChain.Head.of(entry);
    }

    private static float[] inputs() {
        try {
            List<String> lines = Files.readAllLines(python("golden.csv"));
            float[] matrix = new float[(lines.size() - 1) * SCHEMA.size()];
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = Float.parseFloat(lines.get(1 + i / SCHEMA.size()).split(",", -1)[i % SCHEMA.size()]);
            }
            return matrix;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path python(String name) {
        return Path.of("..", "models", "core", "src", "test", "resources", "python", name);
    }
}
