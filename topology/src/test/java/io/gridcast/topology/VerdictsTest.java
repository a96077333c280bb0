package io.gridcast.topology;

import static io.gridcast.serdes.Topics.FORECASTS;
import static io.gridcast.serdes.Topics.FORECASTS_SHADOW;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.MODELS_COMMANDS;
import static io.gridcast.serdes.Topics.MODELS_DEPLOYMENTS;
import static io.gridcast.serdes.Topics.MODELS_VERDICTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.baseline.SimilarDay;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.model.Verdict.Decision;
import io.gridcast.topology.evaluation.EvaluationConfig;
import io.gridcast.topology.lifecycle.PromotionPolicy;
import io.gridcast.topology.verdict.VerdictConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Days of one or two series, forecast by a champion and others, each with errors of its own size. */
class VerdictsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Scope ALL = Scope.all(Target.LOAD);
    private static final DeployedModel CHAMPION = model("load-a", "a");
    private static final DeployedModel CHALLENGER = model("load-b", "b");

    private @Nullable Flow flow;
    private final Random random = new Random(42);
    private int day;

    @AfterEach
    void close() {
        flow().close();
    }

    @Test
    void aBetterChallengerIsFoundAndReportedAndNothingElse() {
        begin(PromotionPolicy.REPORT, "ES");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));

        days(120, champion(10), shadow(CHALLENGER, 7));

        assertThat(against(CHALLENGER.model())).hasSize(118).allSatisfy(verdict -> {
            assertThat(verdict.scope()).isEqualTo(ALL);
            assertThat(verdict.champion()).isEqualTo(CHAMPION.model());
            assertThat(verdict.alpha()).isEqualTo(0.05);
        });
        Verdict last = lastAgainst(CHALLENGER.model());
        assertThat(last.decision()).isEqualTo(Decision.CHALLENGER_BETTER);
        assertThat(last.n()).isEqualTo(118);
        assertThat(last.meanLossDifference()).isNegative();
        assertThat(last.differenceHigh()).isNegative().isGreaterThan(last.difference());
        assertThat(against(CHALLENGER.model()).get(0).decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(flow().then(MODELS_COMMANDS)).isEmpty();
    }

    /** However good the mixture is that the champion leads: neither losses nor their unit come from it. */
    @Test
    void whereExpertsAreMixedTheChampionsOwnWordsAreCompared() {
        begin(PromotionPolicy.REPORT, "ES");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));

        days(40, champion(1), new Forecaster(CHAMPION.model(), ModelRole.EXPERT, 10), shadow(CHALLENGER, 7));

        Verdict last = lastAgainst(CHALLENGER.model());
        assertThat(last.meanLossDifference()).isNegative();
        assertThat(last.difference()).isBetween(-0.5, -0.15);
    }

    @Test
    void byItselfThePolicyAsksForItsPromotionOnceWithTheFigures() {
        begin(PromotionPolicy.AUTO, "ES");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));

        days(120, champion(10), shadow(CHALLENGER, 7));

        assertThat(flow().then(MODELS_COMMANDS)).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(CommandKind.PROMOTE);
            assertThat(command.model()).isEqualTo(CHALLENGER.model());
            assertThat(command.packHash()).isEqualTo(CHALLENGER.packHash());
            assertThat(command.scope()).isEqualTo(ALL);
            assertThat(command.who()).isEqualTo("policy");
            assertThat(command.against()).hasValue(CHAMPION.model());
            assertThat(command.why()).contains("load-b@1 against champion load-a@1 over", "alpha 0.05");
        });
    }

    @Test
    void anotherChampionBeginsAllPairsAnew() {
        begin(PromotionPolicy.REPORT, "ES");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));
        days(40, champion(10), shadow(CHALLENGER, 7));
        DeployedModel other = model("load-c", "c");

        deploy(deployment(2, other, List.of(CHALLENGER)));
        days(3, new Forecaster(other.model(), ModelRole.CHAMPION, 8), shadow(CHALLENGER, 7));

        Verdict last = lastAgainst(CHALLENGER.model());
        assertThat(last.champion()).isEqualTo(other.model());
        assertThat(last.n()).isLessThan(4);
        assertThat(last.decision()).isEqualTo(Decision.UNDECIDED);
    }

    @Test
    void aChampionThatIsWorseThanSimilarDaysIsRolledBackInAnyPolicy() {
        begin(PromotionPolicy.REPORT, "ES");
        deploy(deployment(1, CHAMPION, List.of()));

        days(120, champion(10), new Forecaster(SimilarDay.MODEL, ModelRole.FALLBACK, 6));

        assertThat(lastAgainst(SimilarDay.MODEL).decision()).isEqualTo(Decision.ROLL_BACK);
        assertThat(flow().then(MODELS_COMMANDS)).singleElement().satisfies(command -> {
            assertThat(command.kind()).isEqualTo(CommandKind.ROLL_BACK);
            assertThat(command.model()).isEqualTo(CHAMPION.model());
            assertThat(command.why()).contains("similar-day@1 against champion load-a@1");
        });
    }

    @Test
    void severalSeriesOfADayCountAsOneDay() {
        begin(PromotionPolicy.REPORT, "ES", "FR");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));

        days(12, champion(10), shadow(CHALLENGER, 7));

        assertThat(lastAgainst(CHALLENGER.model()).n()).isEqualTo(10);
    }

    @Test
    void aSlowShadowIsWaitedForAndAnAbsentOneIsNotJudged() {
        begin(PromotionPolicy.REPORT, "ES");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));
        days(5, champion(10));
        assertThat(against(CHALLENGER.model())).isEmpty();

        days(1, champion(10));
        Instant slowDay = START.plus(DAY.multipliedBy(day - 1));
        flow().given(FORECASTS_SHADOW, forecast("ES", slowDay, shadow(CHALLENGER, 7), 7));
        flow().tick(slowDay.plus(DAY).plus(HOUR.multipliedBy(3)));
        flow().tick(slowDay.plus(DAY).plus(HOUR.multipliedBy(13)));

        assertThat(against(CHALLENGER.model())).hasSize(1);
    }

    @Test
    void aCorrectionChangesScoresAndNoTest() {
        begin(PromotionPolicy.REPORT, "ES");
        deploy(deployment(1, CHAMPION, List.of(CHALLENGER)));
        days(12, champion(10), shadow(CHALLENGER, 7));
        List<Verdict> before = against(CHALLENGER.model());

        Instant corrected = START.plus(DAY.multipliedBy(8));
        flow().when(LOAD_OBSERVED, new ObservedLoad("ES", corrected, HOUR, 500, 1, LoadQuality.MEASURED, 1));
        days(1, champion(10), shadow(CHALLENGER, 7));

        List<Verdict> after = against(CHALLENGER.model());
        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.get(after.size() - 1).n())
                .isEqualTo(before.get(before.size() - 1).n() + 1);
        assertThat(after.get(after.size() - 1).meanLossDifference()).isGreaterThan(-10);
    }

    @Test
    void inAScopeWithoutAChampionTheWiderOnesIsCompared() {
        begin(PromotionPolicy.REPORT, "ES", "FR");
        deploy(deployment(1, CHAMPION, List.of()));
        Scope spain = new Scope(Target.LOAD, "zone:ES");
        deploy(new Deployment(
                spain,
                Optional.empty(),
                List.of(),
                List.of(CHALLENGER),
                Optional.empty(),
                0,
                START,
                1,
                Optional.empty()));

        days(6, champion(10), shadow(CHALLENGER, 7));

        assertThat(against(CHALLENGER.model())).isNotEmpty().allSatisfy(verdict -> {
            assertThat(verdict.scope()).isEqualTo(spain);
            assertThat(verdict.champion()).isEqualTo(CHAMPION.model());
        });
    }

    private void begin(PromotionPolicy policy, String... seriesIds) {
        EvaluationConfig config =
                EvaluationConfig.defaults(1, 1).judging(new VerdictConfig(0.05, 0, Duration.ofHours(12), policy));
        Flow begun = Flow.of(
                        EvaluationTopology.APPLICATION_ID, codecs -> new EvaluationTopology(config, codecs).build())
                .alsoTickedBy(FORECASTS, "forecast-series-0")
                .alsoTickedBy(FORECASTS_SHADOW, "forecast-series-0")
                .alsoTickedBy(FORECASTS_SHADOW, "score-shadows-0")
                .alsoTickedBy(MODELS_DEPLOYMENTS, "decide-deployments-0")
                .alsoTickedBy(LOAD_OBSERVED, "sum-series-0")
                .alsoTickedBy(LOAD_OBSERVED, "sum-totals-0");
        flow = begun;
        for (String seriesId : seriesIds) {
            begun.given(GRID_SERIES, series(seriesId));
        }
        begun.tick(START.minus(HOUR));
    }

    private void deploy(Deployment deployment) {
        flow().given(MODELS_DEPLOYMENTS, deployment);
    }

    /** Each day: forecasts at its start, loads at its end, and a tick when it is judged. */
    private void days(int count, Forecaster... forecasters) {
        for (int left = count; left > 0; left--) {
            Instant start = START.plus(DAY.multipliedBy(day++));
            double hardness = Math.exp(0.3 * random.nextGaussian());
            flow().tick(start);
            for (Series series : List.of(series("ES"), series("FR"))) {
                for (Forecaster each : forecasters) {
                    double error = each.error() * hardness * Math.exp(0.1 * random.nextGaussian());
                    flow().given(
                                    each.role() == ModelRole.CHAMPION ? FORECASTS : FORECASTS_SHADOW,
                                    forecast(series.seriesId(), start, each, error));
                }
            }
            flow().tick(start.plus(HOUR));
            for (int hour = 0; hour < 24; hour++) {
                for (String series : List.of("ES", "FR")) {
                    flow().given(
                                    LOAD_OBSERVED,
                                    new ObservedLoad(
                                            series,
                                            start.plus(HOUR.multipliedBy(hour)),
                                            HOUR,
                                            100,
                                            1,
                                            LoadQuality.MEASURED,
                                            0));
                }
            }
            flow().tick(start.plus(DAY));
            flow().tick(start.plus(DAY).plus(HOUR));
        }
    }

    private List<Verdict> against(ModelRef rival) {
        return flow().then(MODELS_VERDICTS).stream()
                .filter(verdict -> verdict.challenger().equals(rival))
                .toList();
    }

    private Verdict lastAgainst(ModelRef rival) {
        List<Verdict> all = against(rival);
        return all.get(all.size() - 1);
    }

    private Flow flow() {
        return java.util.Objects.requireNonNull(flow, "begin comes first");
    }

    private static Deployment deployment(int revision, DeployedModel champion, List<DeployedModel> shadows) {
        return new Deployment(
                ALL, Optional.of(champion), List.of(), shadows, Optional.empty(), 0, START, revision, Optional.empty());
    }

    private static Forecaster champion(double error) {
        return new Forecaster(CHAMPION.model(), ModelRole.CHAMPION, error);
    }

    private static Forecaster shadow(DeployedModel model, double error) {
        return new Forecaster(model.model(), ModelRole.SHADOW, error);
    }

    private static DeployedModel model(String id, String digit) {
        return new DeployedModel(new ModelRef(id, "1"), digit.repeat(64));
    }

    private static Series series(String id) {
        return new Series(
                id,
                id,
                id,
                Set.of(Target.LOAD),
                HOUR,
                ZoneId.of("UTC"),
                "ES",
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of());
    }

    private static Forecast forecast(String series, Instant start, Forecaster by, double error) {
        float[] point = new float[24];
        Arrays.fill(point, (float) (100 + error));
        float[] quantiles = new float[24 * QuantileLevels.COUNT];
        Arrays.fill(quantiles, (float) (100 + error));
        return new Forecast(
                series,
                Target.LOAD,
                "MW",
                "run",
                start,
                start.minus(HOUR),
                HOUR,
                start,
                point,
                QuantileLevels.standard(),
                quantiles,
                by.model(),
                by.role(),
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }

    private record Forecaster(ModelRef model, ModelRole role, double error) {}
}
