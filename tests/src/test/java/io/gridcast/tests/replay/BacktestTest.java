package io.gridcast.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.cli.Gridcast;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.training.feed.FeedFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest from the command line: weeks of a simulated country. */
class BacktestTest {
    private static final Instant BEGIN = Instant.parse("2024-02-12T00:00:00Z");
    private static final Instant FROM = BEGIN.plus(Duration.ofDays(36));
    private static final Instant TO = FROM.plus(Duration.ofDays(5));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final StringWriter said = new StringWriter();
    private final PrintWriter out = new PrintWriter(said);

    @Test
    void twoBacktestsOfTheSameFeedGiveTheSameBytes() throws IOException {
        Path feeds = directory.resolve("feeds");
        run(SimulatedFeeds.command(feeds, BEGIN, TO, 1, 1, 1).toArray(String[]::new));

        String[] options = {"--warm-up", "1d", "--retrain-every", "4d", "--network", "--dm", "similar-day,issued"};
        Path kept = directory.resolve("kept");
        String[] keeping = Arrays.copyOf(options, options.length + 2);
        keeping[options.length] = "--keep";
        keeping[options.length + 1] = kept.toString();
        Report one = backtest("one", feeds, keeping);
        Report two = backtest("two", feeds, options);

        assertThat(two.json).hasSameBinaryContentAs(one.json);
        assertThat(two.html).hasSameBinaryContentAs(one.html);
        JsonNode report = new ObjectMapper().readTree(one.json.toFile());
        assertThat(row(report, "price", "day-ahead", "issued")).isPresent();
        assertThat(row(report, "load", "day-ahead", "issued")).hasValueSatisfying(row -> {
            assertThat(row.get("n").intValue()).isBetween(4 * 24, 5 * 24);
            assertThat(row.get("rmae").doubleValue()).isBetween(0.0, 1.0);
            assertThat(row.get("cover80").doubleValue()).isBetween(0.3, 1.0);
        });
        assertThat(row(report, "load", "1h", "week before")).isPresent();
        assertThat(versions(report, "load", "load-xgb"))
                .as("the model trained at first, and the one trained four days later")
                .hasSize(2);
        assertThat(said.toString()).contains("is issued better than similar-day? Diebold-Mariano");
        assertThat(row(report, "price", "day-ahead", "price-net"))
                .as("scored alone")
                .isPresent();
        assertThat(share(report, "price", "price-net")).as("and mixed").isBetween(0.001, 0.999);
        thePageHasItsCharts(Files.readString(one.html));
        String series = row(report, "price", "day-ahead", "issued")
                .orElseThrow()
                .get("series")
                .textValue();
        whatWasKeptAnswersQuestions(kept, series);
    }

    /** Of the load and the price of the zone, and of the load of its feeder. */
    private static void thePageHasItsCharts(String page) {
        List<String> charts = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
        int targets = 3;
        assertThat(charts)
                .hasSize(4 * targets)
                .allSatisfy(chart -> assertThat(chart).doesNotContain("NaN"));
        assertThat(titled(charts, "Mean absolute error by lead time"))
                .hasSize(targets)
                .allSatisfy(chart -> {
                    assertThat(chart).contains(">issued<").contains(">similar-day<");
                    assertThat(longest(chart, "polyline")).isGreaterThanOrEqualTo(24);
                });
        assertThat(titled(charts, "Observations below a quantile"))
                .hasSize(targets)
                .allSatisfy(chart -> {
                    assertThat(chart).contains(">issued<").contains(">as promised<");
                    assertThat(longest(chart, "polyline")).isEqualTo(QuantileLevels.COUNT);
                });
        assertThat(titled(charts, "The last days")).hasSize(targets).allSatisfy(chart -> {
            assertThat(chart)
                    .contains(">90 %<")
                    .contains(">80 %<")
                    .contains(">50 %<")
                    .contains(">observed<");
            assertThat(longest(chart, "polygon")).isGreaterThan(2 * 3 * 24);
            assertThat(longest(chart, "polyline")).isGreaterThan(3 * 24);
        });
        assertThat(titled(charts, "Shares of the experts")).hasSize(targets).allSatisfy(chart -> {
            assertThat(chart).containsAnyOf(">load-xgb<", ">price-xgb<").contains(">similar-day<");
            assertThat(longest(chart, "polygon")).as("both sides of some days").isGreaterThanOrEqualTo(2 * 5);
        });
    }

    private static List<String> titled(List<String> charts, String title) {
        return charts.stream().filter(chart -> chart.contains(">" + title)).toList();
    }

    /** How many points the longest line, or the longest outline, of a chart has. */
    private static int longest(String chart, String kind) {
        return Pattern.compile("<" + kind + "[^>]*points='([^']*)'")
                .matcher(chart)
                .results()
                .mapToInt(drawn -> drawn.group(1).strip().split(" ").length)
                .max()
                .orElse(0);
    }

    @Test
    void anExpertIsScoredAloneAndMixedIntoWhatIsIssued() throws IOException {
        Path feeds = directory.resolve("feeds");
        Instant from = BEGIN.plus(Duration.ofDays(10));
        run(SimulatedFeeds.command(feeds, BEGIN, from.plus(Duration.ofDays(2)), 1, 1, 1)
                .toArray(String[]::new));
        FeatureSchema schema = FeatureSchemas.load(FeedFolder.open(feeds).inputs());
        Path packs = Files.createDirectories(directory.resolve("packs"));
        write(packs.resolve("load.gridpack"), CenterModel.pack(schema));
        Path lofty = directory.resolve("lofty.gridpack");
        write(lofty, CenterModel.pack("lofty-load", schema, 2));

        JsonNode without = report(backtest("without", feeds, "--from", from.toString(), "--packs", packs.toString()));
        JsonNode with = report(backtest(
                "with", feeds, "--from", from.toString(), "--packs", packs.toString(), "--expert", lofty.toString()));

        assertThat(row(without, "load", "1h", "lofty-load")).isEmpty();
        assertThat(row(with, "load", "1h", "lofty-load")).isPresent();
        assertThat(share(with, "load", "lofty-load")).isBetween(0.001, 0.999);
        assertThat(bias(with, "lofty-load")).isGreaterThan(bias(with, "center-load"));
        assertThat(bias(with, "center-load")).as("the champion's own words").isEqualTo(bias(without, "center-load"));
        assertThat(bias(with, "issued")).isNotEqualTo(bias(without, "issued"));
    }

    private static void write(Path file, ModelPack pack) throws IOException {
        Files.write(file, PackFormat.write(pack));
    }

    private static JsonNode report(Report files) throws IOException {
        return new ObjectMapper().readTree(files.json.toFile());
    }

    private static double bias(JsonNode report, String column) {
        return row(report, "load", "1h", column).orElseThrow().get("bias").doubleValue();
    }

    private static double share(JsonNode report, String target, String expert) {
        return StreamSupport.stream(report.get("shares").spliterator(), false)
                .filter(share -> share.get("target").textValue().equals(target)
                        && share.get("expert").textValue().equals(expert))
                .mapToDouble(share -> share.get("share").doubleValue())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void whatWasKeptAnswersQuestions(Path kept, String series) throws IOException {
        contributionsSumToWhatWasIssued(ask("explain", kept, "--series", series));
        String earlier = FROM.plus(Duration.ofDays(3)).toString();
        contributionsSumToWhatWasIssued(ask("explain", kept, "--series", series, "--target", "price", "--at", earlier));
        JsonNode scenarios = ask("scenarios", kept, "--series", series, "--issues", "2", "--paths", "30");
        assertThat(scenarios.get("issues").intValue()).isEqualTo(2);
        assertThat(scenarios.get("targets").get(0).get("paths"))
                .hasSize(30)
                .allSatisfy(path -> assertThat(path).hasSize(48));
    }

    private static void contributionsSumToWhatWasIssued(JsonNode explanation) {
        assertThat(explanation.get("slots")).isNotEmpty().allSatisfy(slot -> {
            double sum = slot.get("center").doubleValue() + slot.get("base").doubleValue();
            for (JsonNode feature : slot.get("features")) {
                sum += feature.get("contribution").doubleValue();
            }
            double own = slot.get("own").doubleValue();
            assertThat(sum).isCloseTo(own, within(1e-6 * (1 + Math.abs(own))));
            assertThat(own + slot.get("mixture_and_calibration").doubleValue())
                    .isCloseTo(slot.get("issued").doubleValue(), within(1e-6 * (1 + Math.abs(own))));
        });
        assertThat(explanation.get("slots"))
                .anySatisfy(slot -> assertThat(slot.get("features"))
                        .anySatisfy(feature -> assertThat(
                                        feature.get("contribution").doubleValue())
                                .isNotZero()));
    }

    /** What was kept of a backtest answers questions. */
    private static JsonNode ask(String question, Path kept, String... further) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(question, "--keep", kept.toString(), "--json"));
        arguments.addAll(List.of(further));
        var answer = new StringWriter();
        var complaints = new StringWriter();
        int code = Gridcast.run(new PrintWriter(answer), new PrintWriter(complaints), arguments.toArray(String[]::new));
        assertThat(code).as(complaints::toString).isZero();
        return new ObjectMapper().readTree(answer.toString());
    }

    @Test
    void oneColumnAloneCannotBeCompared() {
        assertThat(Gridcast.run(out, out, "backtest", "--data", directory.toString(), "--dm", "issued"))
                .isEqualTo(2);
        assertThat(said.toString()).contains("must be two columns with a comma between");
    }

    private record Report(Path json, Path html) {}

    private Report backtest(String name, Path feeds, String... further) {
        var files = new Report(directory.resolve(name + ".json"), directory.resolve(name + ".html"));
        List<String> arguments = new ArrayList<>(List.of(
                "backtest",
                "--data",
                feeds.toString(),
                "--json",
                files.json.toString(),
                "--html",
                files.html.toString()));
        arguments.addAll(List.of(further));
        if (!arguments.contains("--from")) {
            arguments.addAll(List.of("--from", FROM.toString()));
        }
        run(arguments.toArray(String[]::new));
        return files;
    }

    private void run(String... arguments) {
        assertThat(Gridcast.run(out, out, arguments)).as(said::toString).isZero();
    }

    private static List<String> versions(JsonNode report, String target, String column) {
        return StreamSupport.stream(report.get("models").spliterator(), false)
                .filter(models -> models.get("target").textValue().equals(target)
                        && models.get("column").textValue().equals(column))
                .flatMap(models -> StreamSupport.stream(models.get("versions").spliterator(), false))
                .map(JsonNode::textValue)
                .distinct()
                .toList();
    }

    private static Optional<JsonNode> row(JsonNode report, String target, String protocol, String column) {
        return StreamSupport.stream(report.get("rows").spliterator(), false)
                .filter(row -> row.get("target").textValue().equals(target)
                        && row.get("protocol").textValue().equals(protocol)
                        && row.get("column").textValue().equals(column)
                        && !row.has("season"))
                .findFirst();
    }
}
