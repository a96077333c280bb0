package io.gridcast.training.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Target;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.dataset.DatasetBuilder;
import io.gridcast.training.dataset.IssueSchedule;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.validation.CrossValidation;
import io.gridcast.training.validation.RollingOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where forecasting too little costs more, the point forecast costs less than the median would, on days that were not learnt from. */
class AsymmetricLossTest {
    private static final Path SPAIN = Path.of(System.getProperty(
                    "gridcast.data", System.getProperty("gridcast.root", "../..") + "/../shared/data"))
            .resolve("spain");
    private static final FeatureSchema SCHEMA = FeatureSchemas.load(new FeatureSchemas.Inputs(Set.of(), Set.of()));
    private static final int ROWS = 6_000;
    private static final TreeParameters PARAMETERS =
            TreeParameters.LOAD.withThreads(1).withRounds(60);

    @Test
    void thePointCostsLessThanTheMedian() {
        SortedMap<String, Double> errors = errors(skewed(), 4);

        // noise is exponential with mean 1: the median lies at ln 2 and costs 2.19, the quantile of 0.8 at ln 5 and
        // costs 1.61
        assertThat(errors.get("cost_mw/median")).isCloseTo(2.19, within(0.2));
        assertThat(errors.get("cost_mw"))
                .isCloseTo(1.61, within(0.15))
                .isLessThan(0.8 * errors.getOrDefault("cost_mw/median", 0.0));
    }

    @Test
    void bandsStayWhatTheyAre() {
        SortedMap<String, Double> asymmetric = errors(skewed(), 4);
        SortedMap<String, Double> plain = errors(skewed(), 1);

        assertThat(plain).doesNotContainKey("cost_mw");
        assertThat(asymmetric.get("below/0.50")).isCloseTo(0.5, within(0.04));
        assertThat(asymmetric.get("pinball_mw")).isCloseTo(plain.get("pinball_mw"), within(0.02));
    }

    @Test
    void thePointCostsLessThanTheMedianInSpain() {
        assumeTrue(Files.isDirectory(SPAIN), () -> "SKIPPED: " + SPAIN + " is not there");
        FeedFolder spain = FeedFolder.open(SPAIN);
        FeatureSchema schema = FeatureSchemas.load(spain.inputs().withoutOutlook());
        Dataset data = new DatasetBuilder(schema, IssueSchedule.DEFAULT, 1, 1)
                .build(spain.events(), spain.series(), Instant.EPOCH, Instant.parse("2015-09-01T00:00:00Z"));

        SortedMap<String, Double> errors = errors(data, 3);

        assertThat(schema.target()).isEqualTo(Target.LOAD);
        assertThat(errors.get("cost_mw")).isLessThan(0.97 * errors.getOrDefault("cost_mw/median", 0.0));
    }

    private static SortedMap<String, Double> errors(Dataset data, double underCosts) {
        return new CrossValidation(RollingOrigin.DEFAULT, PARAMETERS, underCosts, stage -> {}).run(data);
    }

    /** Targets that are seldom far above what is usual. */
    private static Dataset skewed() {
        var random = new SplittableRandom(1);
        float[] features = new float[ROWS * SCHEMA.size()];
        float[] targets = new float[ROWS];
        long[] issuedMs = new long[ROWS];
        for (int row = 0; row < ROWS; row++) {
            features[row * SCHEMA.size() + SCHEMA.centerColumn()] = 100;
            features[row * SCHEMA.size() + SCHEMA.scaleColumn()] = 1;
            targets[row] = (float) (100 - Math.log(1 - random.nextDouble()));
            issuedMs[row] = row * Duration.ofHours(1).toMillis();
        }
        return new Dataset(SCHEMA, ROWS, features, targets, issuedMs, Collections.nCopies(ROWS, "A"));
    }
}
