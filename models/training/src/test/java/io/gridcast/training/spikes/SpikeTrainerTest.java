package io.gridcast.training.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.pack.LoadedModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.score.EventScores;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.training.SpikeModels;
import io.gridcast.training.Trainer;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A zone of hours whose price spikes on afternoons that follow a morning of high load, mostly. */
class SpikeTrainerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2019-12-25T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(100));
    private static final Instant FEBRUARY = Instant.parse("2020-02-01T00:00:00Z");
    private static final Series SERIES = new Series(
            "A", "Z", "Z", Set.of(Target.LOAD, Target.PRICE), HOUR, ZoneId.of("UTC"), "", Double.NaN, 0, 0, List.of());
    private static final FeatureSchemas.Inputs NOTHING = new FeatureSchemas.Inputs(Set.of(), Set.of());
    private static final SpikeQuestion QUESTION =
            new SpikeQuestion(SpikeEvent.parse("spot:above:300"), Duration.ofHours(4));

    @Test
    void aTrainedPackLoadsAndIsCalibrated() {
        ModelPack pack = models(QUESTION).train(zone(60), SERIES, NOTHING, FEBRUARY);

        assertThat(pack.manifest().model().modelId()).isEqualTo("spike-spot-above-300");
        assertThat(pack.manifest().metrics()).containsKeys("pr_auc", "base_rate", "brier", "slot_pr_auc");
        assertThat(pack.manifest().metrics().getOrDefault("pr_auc", 0.0))
                .isGreaterThan(3 * pack.manifest().metrics().getOrDefault("base_rate", 1.0));
        try (LoadedModel loaded = PackLoader.standard().load(pack)) {
            assertThat(loaded.manifest().horizon()).isEqualTo(Duration.ofHours(4));
        }
    }

    @Test
    void theSameDataGiveTheSamePack() {
        assertThat(models(QUESTION).train(zone(60), SERIES, NOTHING, FEBRUARY).hash())
                .isEqualTo(models(QUESTION)
                        .train(zone(60), SERIES, NOTHING, FEBRUARY)
                        .hash());
    }

    @Test
    void monthsAreJudgedByModelsOfTheTimeBeforeThem() {
        SpikeBacktest.Result result = judge(zone(100), END);

        assertThat(result.months())
                .extracting(SpikeBacktest.Scored::name)
                .containsExactly("2020-02", "2020-03", "2020-04");
        EventScores all = result.all().windows();
        assertThat(all.averagePrecision()).isGreaterThan(3 * all.baseRate());
        assertThat(all.brierSkill()).isPositive();
        assertThat(result.all().alerts().precision()).isGreaterThan(3 * all.baseRate());
        assertThat(result.issues()).hasSize(all.count());
    }

    /** What is said of February must not change with what happens in March: not its model, not its levels, not its features. */
    @Test
    void whatComesLaterChangesNothingThatWasSaidBefore() {
        Instant march = Instant.parse("2020-03-01T00:00:00Z");
        List<SpikeBacktest.Judged> known = judge(zone(100), END).issues();
        List<SpikeBacktest.Judged> cut = judge(zone(100), march).issues();

        assertThat(cut).hasSizeGreaterThan(600).isEqualTo(known.subList(0, cut.size()));
    }

    @Test
    void withoutSpikesThereIsNothingToLearn() {
        var never = new SpikeQuestion(SpikeEvent.parse("spot:above:5000"), Duration.ofHours(4));

        assertThatThrownBy(() -> models(never).train(zone(60), SERIES, NOTHING, FEBRUARY))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("0 are spikes (spot:above:5000)");
    }

    private static SpikeModels models(SpikeQuestion question) {
        var options = Trainer.Options.of(Target.SPIKE, false, "test");
        return new SpikeModels(options, TreeParameters.SPIKES.withRounds(40), question, stage -> {});
    }

    private static SpikeBacktest.Result judge(Iterator<TimedEvent> events, Instant until) {
        return models(QUESTION).judge(events, SERIES, NOTHING, until, FEBRUARY, 3);
    }

    private static Iterator<TimedEvent> zone(int days) {
        List<TimedEvent> events = new ArrayList<>();
        var random = new SplittableRandom(17);
        for (int day = 0; day < days; day++) {
            boolean isHot = random.nextInt(6) == 0;
            for (int hour = 0; hour < 24; hour++) {
                Instant slot = START.plus(HOUR.multipliedBy(24L * day + hour));
                double loadMw = 1000 + (isHot && hour >= 9 ? 500 : 0) + 50 * random.nextDouble();
                boolean isSpike = isHot && hour >= 14 && hour < 17 && random.nextInt(10) < 8;
                double price = isSpike ? 400 + 1000 * random.nextDouble() : 30 + 20 * random.nextDouble();
                events.add(new TimedEvent(
                        slot.plus(HOUR), new ObservedLoad("A", slot, HOUR, loadMw, 1, LoadQuality.MEASURED, 0)));
                events.add(new TimedEvent(
                        slot.plus(HOUR),
                        new MarketPrice("Z", MarketProduct.SPOT, slot, HOUR, price, "AUD", slot.plus(HOUR))));
            }
        }
        return events.iterator();
    }
}
