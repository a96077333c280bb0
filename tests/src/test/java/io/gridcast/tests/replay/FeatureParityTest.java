package io.gridcast.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridcast.app.models.PackShipment;
import io.gridcast.app.train.FolderHistory;
import io.gridcast.app.train.History;
import io.gridcast.app.train.TopicHistory;
import io.gridcast.core.features.Feature;
import io.gridcast.core.features.FeatureChoice;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Target;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.training.feed.FeedFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All features that the engine makes from a stream of real data are those that a model is trained on, to the last bit: where clocks
 * change, where readings are missing, by quarter hours, half hours and hours. Both sides make the same forecasts, none more.
 *
 * <p>It covers an excerpt of each set, not the whole of it: the {@code begin}, days of history and days of forecasts below. All columns of
 * the wide schema and of the sequence model are compared, at every issue of those days: of {@code spain} 5 days over the change to winter
 * time, of {@code norway}, {@code victoria}, {@code south-australia} (spikes, too) and both {@code liander} sets 2 days over a change of the
 * clock or among gaps, of {@code swiss-meters} one day, of each {@code epf} set 21 days of day-ahead prices. Lags that reach beyond the
 * excerpt are missing on both sides.
 */
class FeatureParityTest {
    /** Where the data sets lie: beside the repository, as for {@code .ci/run}. */
    private static final Path DATA =
            Path.of(System.getProperty("gridcast.data", System.getProperty("gridcast.root", "..") + "/../shared/data"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final StringWriter said = new StringWriter();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "spain, 2016-10-15, 14, 5, LOAD+PRICE",
        "norway, 2024-03-16, 14, 2, LOAD+PRICE",
        "victoria, 2013-03-23, 14, 2, LOAD",
        "south-australia, 2008-03-22, 14, 2, LOAD+SPIKE",
        "liander, 2020-10-11, 14, 2, LOAD",
        "liander-substations, 2021-10-15, 14, 2, LOAD",
        "swiss-meters, 2018-11-01, 8, 1, LOAD",
        "epf-np, 2016-10-01, 14, 21, PRICE",
        "epf-fr, 2016-10-01, 14, 21, PRICE",
        "epf-de, 2016-10-01, 14, 21, PRICE"
    })
    void theStreamMakesTheFeaturesThatTrainingMakes(
            String name, LocalDate begin, int historyDays, int days, String targets) throws IOException {
        assumeTrue(
                Files.isDirectory(DATA.resolve(name)),
                () -> "SKIPPED: " + DATA.resolve(name) + " is not there, so"
                        + " nothing says whether stream and training agree on it");
        Instant first = begin.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant from = first.plus(Duration.ofDays(historyDays));
        Instant to = from.plus(Duration.ofDays(days));
        FeedFolder feeds = FeedFolder.open(FeedExcerpt.copy(DATA.resolve(name), directory.resolve("feeds"), first, to));
        List<FeatureSchema> schemas = schemas(targets, feeds);

        try (OwnCluster cluster = OwnCluster.start(directory.resolve("kafka"), 1)) {
            assertThat(replay(cluster, schemas, from, to)).as(said::toString).isZero();

            FeatureMatrices streamed = FeatureMatrices.ofStream(cluster.platform(), to);
            for (FeatureSchema schema : schemas) {
                assertThat(streamed.count(schema.target())).isGreaterThanOrEqualTo(days);
                for (History history : histories(cluster, feeds)) {
                    FeatureMatrices trained = FeatureMatrices.ofTraining(history, schema, from, to);
                    assertThat(streamed.differencesFrom(trained, schema))
                            .as("%s by %s", schema.target(), history.getClass().getSimpleName())
                            .isEmpty();
                }
            }
        }
    }

    /** What models are trained on: the topics, and the files unless they tell of meters, whose loads the engine alone adds up. */
    private static List<History> histories(OwnCluster cluster, FeedFolder feeds) {
        List<History> histories = new ArrayList<>();
        histories.add(TopicHistory.read(cluster.platform()));
        if (feeds.meters().isEmpty()) {
            histories.add(new FolderHistory(feeds));
        }
        return histories;
    }

    private static List<FeatureSchema> schemas(String targets, FeedFolder feeds) {
        List<FeatureSchema> schemas = new ArrayList<>();
        for (Target target : Target.values()) {
            if (targets.contains(target.name())) {
                FeatureSchemas.Inputs inputs = feeds.inputs();
                var all = new FeatureChoice(true, inputs.weather(), Set.of());
                schemas.add(
                        target == Target.SPIKE
                                ? CenterModel.SPIKES.schema(inputs)
                                : withSequence(FeatureSchemas.of(target, inputs, all), inputs, targets));
            }
        }
        return schemas;
    }

    /** The same schema with the columns that a sequence model has beyond it. */
    private static FeatureSchema withSequence(FeatureSchema schema, FeatureSchemas.Inputs inputs, String targets) {
        Set<Target> told = Stream.of(Target.LOAD, Target.PRICE)
                .filter(target -> targets.contains(target.name()))
                .collect(Collectors.toSet());
        List<Feature> features = new ArrayList<>(schema.features());
        FeatureSchemas.sequence(schema.target(), inputs, told, 7).features().stream()
                .filter(feature -> !schema.names().contains(feature.name()))
                .forEach(features::add);
        return new FeatureSchema(schema.target(), features, schema.center(), schema.scale());
    }

    private int replay(OwnCluster cluster, List<FeatureSchema> schemas, Instant from, Instant to) throws IOException {
        Path packs = Files.createDirectories(directory.resolve("packs"));
        for (FeatureSchema schema : schemas) {
            Files.write(
                    packs.resolve(schema.target() + PackShipment.SUFFIX), PackFormat.write(CenterModel.pack(schema)));
        }
        return ClockChanges.replay(
                cluster,
                new PrintWriter(said),
                List.of(
                        "--data",
                        directory.resolve("feeds").toString(),
                        "--packs",
                        packs.toString(),
                        "--from",
                        from.toString(),
                        "--to",
                        to.toString(),
                        "--set",
                        "engine.state-dir=" + directory.resolve("state")));
    }
}
