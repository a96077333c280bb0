package io.gridcast.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureChoice;
import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Windows;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.pack.LoadedModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.training.SequenceModels;
import io.gridcast.training.Trainer;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.neural.NetworkParameters;
import io.gridcast.training.neural.SequenceParameters;
import io.gridcast.training.validation.RollingOrigin;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IssueReplayTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Series SERIES = new Series(
            "A",
            "Z",
            "Z",
            Set.of(Target.LOAD, Target.PRICE),
            HOUR,
            ZoneId.of("Europe/Madrid"),
            "ES",
            Double.NaN,
            40,
            -3,
            List.of());
    private static final FeatureSchemas.Inputs INPUTS =
            new FeatureSchemas.Inputs(Set.of("temperature_c"), Set.of("load_forecast_mw"));
    private static final Instant START = Instant.parse("2017-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2017-03-27T09:00:00Z");

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"LOAD", "PRICE"})
    void changingTheFutureChangesNoFeature(Target target) {
        List<float[]> one = features(target, events(80, 1));
        List<float[]> other = features(target, events(80, 2));

        assertThat(one).isNotEmpty().hasSameSizeAs(other);
        for (int issue = 0; issue < one.size(); issue++) {
            assertThat(bits(one.get(issue))).isEqualTo(bits(other.get(issue)));
        }
    }

    @Test
    void aPriceIsIssuedAnHourBeforeTheGateForTheWholeNextLocalDay() {
        List<Issue> issues = new ArrayList<>();
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        Instant from = Instant.parse("2017-03-25T00:00:00Z");

        new IssueReplay(knowledge, IssueSchedule.DEFAULT)
                .run(events(85, 1).iterator(), List.of(SERIES), Target.PRICE, from, NOW, issues::add);

        assertThat(issues)
                .extracting(issue -> issue.issuedAt().toString())
                .containsExactly("2017-03-25T10:00:00Z", "2017-03-26T09:00:00Z", "2017-03-27T09:00:00Z");
        assertThat(issues).extracting(Issue::slots).containsExactly(23, 24, 24);
        assertThat(issues.get(0).firstSlot()).isEqualTo(Instant.parse("2017-03-25T23:00:00Z"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"LOAD", "PRICE"})
    void aModelIsTrainedPackedAndScoresAsItDidWhenItWasPacked(Target target) {
        var trainer = new Trainer(new Trainer.Options(
                false,
                target == Target.LOAD ? 2 : 25,
                IssueSchedule.DEFAULT,
                TreeParameters.LOAD.withRounds(5),
                RollingOrigin.DEFAULT,
                "test"));

        ModelPack pack = trainer.train(() -> events(75, 1).iterator(), List.of(SERIES), INPUTS, target, NOW);

        try (LoadedModel model = PackLoader.standard().load(pack)) {
            assertThat(model.manifest().target()).isEqualTo(target);
            assertThat(model.manifest().metrics())
                    .containsKey(target == Target.LOAD ? "mae_mw/lead/1-24" : "mae_per_mwh/series/A")
                    .containsKeys("mae" + (target == Target.LOAD ? "_mw" : "_per_mwh"), "below/0.50", "cover_80");
            assertThat(model.manifest().schema().names()).contains("center", "outlook_change_1d_load_forecast_mw");
        }
    }

    @Test
    void aNetworkIsTrainedPackedAndScoresAsItDidWhenItWasPacked() {
        var trainer = new Trainer(Trainer.Options.of(Target.PRICE, false, "test"));
        var small = new NetworkParameters(12, 6, 3, 16, 1e-3, 0.1, 730, 2, 1);

        ModelPack pack = trainer.trainNetwork(events(75, 1).iterator(), List.of(SERIES), INPUTS, small, NOW);

        try (LoadedModel model = PackLoader.standard().load(pack)) {
            assertThat(model.manifest().model().modelId()).isEqualTo("price-net");
            assertThat(model.manifest().kind()).isEqualTo(PackLoader.ONNX);
            assertThat(model.manifest().schema()).isEqualTo(FeatureSchemas.priceOfDay(INPUTS));
        }
    }

    @Test
    void aSequenceModelIsTrainedForBothTargetsPackedAndScoresAsItDidWhenItWasPacked() {
        var small = new SequenceParameters(7, 4, 2, 1, 8, 6, 2, 1, 16, 1e-3, 0.1, 730, 4, 1, 1);
        var models = new SequenceModels(Trainer.Options.of(Target.PRICE, false, "test"), small, stage -> {});
        Set<Target> targets = Set.of(Target.LOAD, Target.PRICE);

        Map<Target, ModelPack> packs =
                models.train(() -> events(75, 1).iterator(), List.of(SERIES), INPUTS, targets, NOW);

        assertThat(packs).containsOnlyKeys(Target.LOAD, Target.PRICE);
        packs.forEach((target, pack) -> {
            try (LoadedModel model = PackLoader.standard().load(pack)) {
                String id = target.name().toLowerCase(Locale.ROOT) + "-seq";
                assertThat(model.manifest().model().modelId()).isEqualTo(id);
                assertThat(model.manifest().schema())
                        .isEqualTo(FeatureSchemas.sequence(target, INPUTS, targets, small.days()));
                assertThat(model.manifest().parameters()).containsEntry("heads", "2");
            }
        });
    }

    @Test
    void tooFewDaysForASequenceModelAreSaid() {
        var models = new SequenceModels(
                Trainer.Options.of(Target.PRICE, false, "test"), SequenceParameters.DEFAULT, stage -> {});

        assertThatThrownBy(() -> models.train(
                        () -> events(20, 1).iterator(), List.of(SERIES), INPUTS, Set.of(Target.PRICE), NOW))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("rows of price")
                .hasMessageContaining("give more history");
    }

    @Test
    void aSequenceModelWhoseFeaturesFitNoRecordIsRefused() {
        var models = new SequenceModels(
                Trainer.Options.of(Target.LOAD, false, "test"), SequenceParameters.DEFAULT, stage -> {});
        var feeder = new Series(
                "F",
                "Z",
                "Z",
                Set.of(Target.LOAD),
                Duration.ofMinutes(5),
                ZoneId.of("UTC"),
                "ES",
                5,
                40,
                -3,
                List.of());

        assertThatThrownBy(() ->
                        models.train(() -> events(75, 1).iterator(), List.of(feeder), INPUTS, Set.of(Target.LOAD), NOW))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("a load of F would have 576 rows of 773 features");
    }

    @Test
    void changingTheFutureChangesNoHourOfWholeDays() {
        List<float[]> one = features(FeatureSchemas.priceOfDay(INPUTS), events(80, 1));
        List<float[]> other = features(FeatureSchemas.priceOfDay(INPUTS), events(80, 2));

        assertThat(one).isNotEmpty().hasSameSizeAs(other);
        for (int issue = 0; issue < one.size(); issue++) {
            assertThat(bits(one.get(issue))).isEqualTo(bits(other.get(issue)));
        }
    }

    /** What holds for honest events must fail for others: here loads are known two hours before they have happened. */
    @Test
    void aPlantedLeakIsCaught() {
        List<float[]> one = features(Target.LOAD, withLoadsTooEarly(events(80, 1)));
        List<float[]> other = features(Target.LOAD, withLoadsTooEarly(events(80, 2)));

        int last = one.size() - 1;
        assertThat(bits(one.get(last))).isNotEqualTo(bits(other.get(last)));
    }

    private static List<TimedEvent> withLoadsTooEarly(List<TimedEvent> events) {
        return events.stream()
                .map(event -> event.fact() instanceof ObservedLoad
                        ? new TimedEvent(event.availableAt().minus(HOUR.multipliedBy(2)), event.fact())
                        : event)
                .sorted(Comparator.comparing(TimedEvent::availableAt))
                .toList();
    }

    private static List<float[]> features(Target target, List<TimedEvent> events) {
        return features(FeatureSchemas.of(target, INPUTS, FeatureChoice.WIDE), events);
    }

    private static List<float[]> features(FeatureSchema schema, List<TimedEvent> events) {
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        var maker = new FeatureMaker(schema, SERIES, knowledge);
        List<float[]> features = new ArrayList<>();
        new IssueReplay(knowledge, IssueSchedule.DEFAULT)
                .run(
                        events.iterator(),
                        List.of(SERIES),
                        schema.target(),
                        NOW.minus(Duration.ofHours(30)),
                        NOW,
                        issue -> features.add(
                                maker.make(issue.issuedAt(), issue.firstSlot(), issue.resolution(), issue.slots())));
        return features;
    }

    /** Events of some days; those that become known after {@link #NOW} depend on {@code future}. */
    private static List<TimedEvent> events(int days, long future) {
        List<TimedEvent> events = new ArrayList<>();
        for (int hour = -24; hour < (days + 20) * 24; hour++) {
            Instant slot = START.plus(HOUR.multipliedBy(hour));
            Instant end = slot.plus(HOUR);
            double wave = Math.sin(hour * Math.PI / 12);
            double load = 100 + 20 * wave + noise(slot, end, future);
            events.add(new TimedEvent(end, new ObservedLoad("A", slot, HOUR, load, 1, LoadQuality.MEASURED, 0)));
            events.add(new TimedEvent(
                    end,
                    new WeatherObservation("Z", "s", slot, Map.of("temperature_c", 15 + noise(slot, end, future)))));
            Instant auction = slot.minus(Duration.ofHours(14));
            double price = 40 + 10 * wave + noise(slot, auction, future);
            events.add(new TimedEvent(
                    auction, new MarketPrice("Z", MarketProduct.DAY_AHEAD, slot, HOUR, price, "EUR", auction)));
            Instant outlook = slot.minus(Duration.ofHours(30));
            double ahead = 100 + 20 * wave + noise(slot, outlook, future);
            events.add(new TimedEvent(
                    outlook,
                    new SystemOutlook(
                            "Z", outlook, new NamedSteps(List.of("load_forecast_mw"), List.of(slot), new double[] {ahead
                            }))));
        }
        events.sort(Comparator.comparing(TimedEvent::availableAt));
        return events;
    }

    private static double noise(Instant slot, Instant known, long future) {
        long seed = known.isAfter(NOW) ? future : 0;
        return 3 * new SplittableRandom(slot.toEpochMilli() + seed).nextDouble();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
