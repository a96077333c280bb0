package io.gridcast.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Windows;
import io.gridcast.core.linear.LinearModel;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Scope;
import io.gridcast.core.spikes.AlertLevel;
import io.gridcast.core.spikes.LogisticCalibration;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.core.spikes.SpikeProbabilities;
import io.gridcast.core.spikes.SpikeRule;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.forecast.ForecastConfig;
import io.gridcast.topology.models.ServedModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Risks of spikes of a zone whose price is known after each half hour, by a model that says more the higher the newest price is. */
class PriceSpikesTest {
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Instant FROM = Instant.parse("2008-02-04T00:00:00Z");
    private static final Instant HISTORY = FROM.minus(Duration.ofDays(3));
    private static final FeatureSchemas.Inputs NOTHING = new FeatureSchemas.Inputs(Set.of(), Set.of());
    private static final Scope SCOPE = Scope.all(Target.SPIKE);
    private static final DeployedModel HIGH = deployed("spike-spot-above-300", "1");
    private static final DeployedModel NEWER = deployed("spike-spot-above-300", "2");
    private static final DeployedModel NEGATIVE = deployed("spike-spot-below-0", "1");
    private static final DeployedModel DAY_AHEAD = deployed("spike-day_ahead-above-300", "1");
    private static final DeployedModel BROKEN = deployed("spike-broken", "1");

    private Flow flow = flow();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void theRiskIsSaidAtEachEndOfASlotForTheNextSixHours() {
        start(champion(HIGH));
        slot(FROM, 50);
        flow.tick(FROM.plus(HALF_HOUR));
        flow.tick(FROM.plus(HALF_HOUR).plusSeconds(60));

        assertThat(risks()).hasSize(2).last().satisfies(risk -> {
            assertThat(risk.zone()).isEqualTo("SA1");
            assertThat(risk.issuedAt()).isEqualTo(FROM.plus(HALF_HOUR));
            assertThat(risk.firstSlot()).isEqualTo(FROM.plus(HALF_HOUR));
            assertThat(risk.resolution()).isEqualTo(HALF_HOUR);
            assertThat(risk.probability()).hasSize(12);
            assertThat(risk.threshold()).isEqualTo(300);
            assertThat(risk.product()).isEqualTo(MarketProduct.SPOT);
            assertThat(risk.side()).isEqualTo(SpikeEvent.Side.ABOVE);
            assertThat(risk.lastSlotKnown()).isEqualTo(FROM);
            assertThat(risk.model()).isEqualTo(HIGH.model());
        });
    }

    @Test
    void withoutAModelNothingIsSaid() {
        start();

        assertThat(risks()).isEmpty();
    }

    @Test
    void itWaitsForThePriceAndLoadOfTheSlotAndNotLongerThanItsPatience() {
        start(champion(HIGH));
        int before = risks().size();
        Instant end = FROM.plus(HALF_HOUR);
        flow.given(Topics.MARKET_PRICES, price(FROM, 50));
        flow.tick(end);
        assertThat(risks()).hasSize(before);

        flow.given(Topics.LOAD_OBSERVED, load(FROM));
        flow.tick(end.plusSeconds(60));
        assertThat(risks()).hasSize(before + 1);

        flow.tick(end.plus(HALF_HOUR));
        flow.tick(end.plus(HALF_HOUR).plus(Duration.ofMinutes(9)));
        assertThat(risks()).hasSize(before + 1);
        flow.tick(end.plus(HALF_HOUR).plus(Duration.ofMinutes(10)));
        assertThat(risks()).hasSize(before + 2).last().satisfies(risk -> {
            assertThat(risk.firstSlot()).isEqualTo(end.plus(HALF_HOUR));
            assertThat(risk.lastSlotKnown()).isEqualTo(FROM);
        });
    }

    @Test
    void theStreamSaysToTheBitWhatTheSameFeaturesAndRuleSayOutsideOfIt() {
        start(champion(HIGH));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        for (Instant at = HISTORY; at.isBefore(FROM); at = at.plus(HALF_HOUR)) {
            knowledge.apply(price(at, usualPrice(at)));
            knowledge.apply(load(at));
        }
        for (int i = 0; i < 30; i++) {
            Instant at = FROM.plus(HALF_HOUR.multipliedBy(i));
            slot(at, 20 * i);
            flow.tick(at.plus(HALF_HOUR));
        }

        ServedModel model = served(HIGH);
        var maker = new FeatureMaker(model.schema(), owner(), knowledge);
        List<SpikeRisk> said = risks();
        assertThat(said).hasSize(31);
        for (int i = 0; i <= 30; i++) {
            Instant at = FROM.plus(HALF_HOUR.multipliedBy(i));
            float[] expected = new float[12];
            model.model().score(maker.make(at, at, HALF_HOUR, 12), 12, expected);
            assertThat(said.get(i).probability()).isEqualTo(expected);
            assertThat(said.get(i).windowProbability())
                    .isEqualTo(model.spikes().orElseThrow().windowProbability(expected));
            knowledge.apply(price(at, 20 * i));
            knowledge.apply(load(at));
        }
    }

    @Test
    void whatWasScoredIsTold() {
        start(champion(HIGH));

        assertThat(flow.then(Topics.FEATURES_SCORED)).singleElement().satisfies(scored -> {
            assertThat(scored.target()).isEqualTo(Target.SPIKE);
            assertThat(scored.runId()).isEqualTo(risks().get(0).runId());
            assertThat(scored.rows()).isEqualTo(12);
        });
    }

    /** The level of two alerts a week is 0.4: on at 0.43, kept at 0.23, off at 0.01, not on again at 0.23. */
    @Test
    void anAlertStaysOnUntilTheRiskIsHalfOfItsLevel() {
        start(champion(HIGH));
        double[] prices = {50, 400, 370, 250, 370, 400};
        for (int i = 0; i < prices.length; i++) {
            slot(FROM.plus(HALF_HOUR.multipliedBy(i)), prices[i]);
            flow.tick(FROM.plus(HALF_HOUR.multipliedBy(i + 1)));
        }

        List<SpikeRisk> said = risks().subList(1, prices.length + 1);
        assertThat(said).extracting(SpikeRisk::alertLevel).containsOnly(0.4);
        assertThat(said.get(1).windowProbability()).isGreaterThan(0.4);
        assertThat(said.get(2).windowProbability()).isBetween(0.2, 0.4);
        assertThat(said.get(3).windowProbability()).isLessThan(0.2);
        assertThat(said).extracting(SpikeRisk::alert).containsExactly(false, true, true, false, false, true);
    }

    @Test
    void anAlertGoesOnWhereANewVersionTakesOver() {
        start(champion(HIGH));
        slot(FROM, 400);
        flow.tick(FROM.plus(HALF_HOUR));
        flow.given(Topics.MODELS_DEPLOYMENTS, deployment(NEWER, List.of(), 2));
        slot(FROM.plus(HALF_HOUR), 370);
        flow.tick(FROM.plus(HALF_HOUR.multipliedBy(2)));

        assertThat(risks()).last().satisfies(risk -> {
            assertThat(risk.model()).isEqualTo(NEWER.model());
            assertThat(risk.windowProbability()).isLessThan(risk.alertLevel());
            assertThat(risk.alert()).isTrue();
        });
    }

    @Test
    void aModelBesideTheChampionSpeaksOfAnotherEvent() {
        start(deployment(HIGH, List.of(NEGATIVE), 1));

        assertThat(risks())
                .extracting(risk -> risk.side() + " " + risk.threshold())
                .containsExactly("ABOVE 300.0", "BELOW 0.0");
    }

    @Test
    void theRiskOfADayAheadPriceComesWithItsForecastForTheWholeDay() {
        start(champion(DAY_AHEAD));
        assertThat(risks()).isEmpty();

        flow.tick(Instant.parse("2008-02-04T00:30:00Z")); // 11:00 in Adelaide, an hour before the gate

        assertThat(risks()).singleElement().satisfies(risk -> {
            assertThat(risk.firstSlot()).isEqualTo(Instant.parse("2008-02-04T13:30:00Z"));
            assertThat(risk.probability()).hasSize(48);
            assertThat(risk.product()).isEqualTo(MarketProduct.DAY_AHEAD);
        });
    }

    @Test
    void aModelThatFailsIsReportedOnceASlotAndTakenOutInTheEnd() {
        start(champion(BROKEN));
        for (int i = 0; i < 2; i++) {
            slot(FROM.plus(HALF_HOUR.multipliedBy(i)), 50);
            flow.tick(FROM.plus(HALF_HOUR.multipliedBy(i + 1)));
            flow.tick(FROM.plus(HALF_HOUR.multipliedBy(i + 1)).plusSeconds(60));
        }

        assertThat(risks()).isEmpty();
        assertThat(flow.then(Topics.DATA_QUALITY))
                .filteredOn(event -> event.rule() == QualityRule.MODEL_FAULT)
                .hasSize(3)
                .extracting(QualityEvent::detail)
                .allMatch(detail -> detail.contains("spike-broken@1 gave values that are no numbers for slot 0"));
        assertThat(flow.then(Topics.MODELS_COMMANDS))
                .singleElement()
                .extracting(ModelCommand::kind)
                .isEqualTo(CommandKind.ROLL_BACK);
    }

    @Test
    void theSameRecordsAndTicksGiveTheSameBytesHoweverTheRecordsOfATickAreOrdered() {
        String first = story(false);
        flow.close();
        flow = flow();

        assertThat(story(true)).isEqualTo(first).contains("SA1");
    }

    private String story(boolean loadFirst) {
        start(deployment(HIGH, List.of(NEGATIVE), 1));
        for (int i = 0; i < 20; i++) {
            Instant at = FROM.plus(HALF_HOUR.multipliedBy(i));
            double price = i % 7 == 3 ? 800 : i % 5 == 1 ? -40 : 60;
            if (loadFirst) {
                flow.given(Topics.LOAD_OBSERVED, load(at)).given(Topics.MARKET_PRICES, price(at, price));
            } else {
                flow.given(Topics.MARKET_PRICES, price(at, price)).given(Topics.LOAD_OBSERVED, load(at));
            }
            flow.tick(at.plus(HALF_HOUR));
        }
        return flow.transcript(Topics.PRICE_SPIKES);
    }

    private List<SpikeRisk> risks() {
        return flow.then(Topics.PRICE_SPIKES);
    }

    private void start(Deployment... deployments) {
        flow.given(Topics.GRID_SERIES, owner());
        for (Instant at = HISTORY; at.isBefore(FROM); at = at.plus(HALF_HOUR)) {
            flow.given(Topics.LOAD_OBSERVED, load(at)).given(Topics.MARKET_PRICES, price(at, usualPrice(at)));
        }
        flow.given(Topics.MODELS_DEPLOYMENTS, deployments);
        flow.tick(FROM);
    }

    private void slot(Instant at, double price) {
        flow.given(Topics.MARKET_PRICES, price(at, price)).given(Topics.LOAD_OBSERVED, load(at));
    }

    private static Flow flow() {
        return Flow.of(
                        ForecastTopology.APPLICATION_ID,
                        codecs -> new ForecastTopology(
                                        ForecastConfig.defaults(1, 1).from(FROM), codecs, PriceSpikesTest::served)
                                .build())
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-series-0")
                .alsoTickedBy(Topics.LOAD_OBSERVED, "sum-totals-0")
                .alsoTickedBy(Topics.MODELS_DEPLOYMENTS, "decide-deployments-0");
    }

    /** Log-odds of a slot rise by 3 with 100 of the newest price: −9.3 at 250, −5.7 at 370, −4.8 at 400. */
    private static ServedModel served(DeployedModel model) {
        SpikeEvent event = model.equals(BROKEN)
                ? SpikeEvent.parse("spot:above:300")
                : SpikeEvent.parse(model.model().modelId().substring(6).replace('-', ':'));
        FeatureSchema schema = event.isDayAhead()
                ? FeatureSchemas.spikesOfDay(NOTHING, event.channel())
                : FeatureSchemas.spikesAhead(NOTHING, event.channel());
        var rule = new SpikeRule(
                event,
                Duration.ofHours(6),
                new LogisticCalibration(1, 0),
                new LogisticCalibration(1, 2),
                List.of(new AlertLevel(1, 0.9), new AlertLevel(2, 0.4), new AlertLevel(7, 0.1)));
        double[] weights = new double[schema.size()];
        weights[schema.centerColumn()] = event.side() == SpikeEvent.Side.ABOVE ? 0.03 : -0.03;
        String json = "{\"intercepts\": [-16.8], \"weights\": [" + Arrays.toString(weights) + "], \"means\": "
                + Arrays.toString(new double[schema.size()]) + "}";
        var linear = new SpikeProbabilities(LinearModel.load(json.getBytes(StandardCharsets.UTF_8)), rule);
        return new ServedModel(
                schema,
                schema.fingerprint(),
                new float[0],
                0.5,
                model.equals(BROKEN) ? new NoNumber(schema.size()) : linear,
                Optional.of(rule));
    }

    private static Deployment champion(DeployedModel model) {
        return deployment(model, List.of(), 1);
    }

    private static Deployment deployment(DeployedModel champion, List<DeployedModel> experts, int revision) {
        return new Deployment(
                SCOPE,
                Optional.of(champion),
                experts,
                List.of(),
                Optional.empty(),
                0,
                HISTORY,
                revision,
                Optional.empty());
    }

    private static DeployedModel deployed(String id, String version) {
        return new DeployedModel(new ModelRef(id, version), "hash-of-" + id + "-" + version);
    }

    private static Series owner() {
        return new Series(
                "SA1",
                "SA1",
                "SA1",
                Set.of(Target.LOAD, Target.PRICE),
                HALF_HOUR,
                ZoneId.of("Australia/Adelaide"),
                "AU-SA",
                Double.NaN,
                -34.9,
                138.6,
                List.of());
    }

    private static double usualPrice(Instant at) {
        return 40 + at.getEpochSecond() / 1800 % 7;
    }

    private static MarketPrice price(Instant at, double price) {
        return new MarketPrice("SA1", MarketProduct.SPOT, at, HALF_HOUR, price, "AUD", at.plus(HALF_HOUR));
    }

    private static ObservedLoad load(Instant at) {
        double loadMw = 1500 + at.getEpochSecond() / 1800 % 11;
        return new ObservedLoad("SA1", at, HALF_HOUR, loadMw, 1, LoadQuality.MEASURED, 0);
    }

    /** A model that has lost its weights. */
    private record NoNumber(int featureCount) implements QuantileModel {
        @Override
        public int quantileCount() {
            return 1;
        }

        @Override
        public void score(float[] features, int rows, float[] probabilities) {
            Arrays.fill(probabilities, 0, rows, Float.NaN);
        }
    }
}
