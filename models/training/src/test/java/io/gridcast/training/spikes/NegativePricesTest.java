package io.gridcast.training.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.pack.LoadedModel;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackLoader;
import io.gridcast.core.score.EventScores;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.training.SpikeModels;
import io.gridcast.training.Trainer;
import io.gridcast.training.feed.TimedEvent;
import io.gridcast.training.spikes.SpikeBacktest.Judged;
import io.gridcast.training.xgboost.TreeParameters;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Day-ahead prices that fall below zero in nights for which much wind is expected, mostly, and now and then rise to 500 at noon. */
class NegativePricesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant START = Instant.parse("2014-06-01T00:00:00Z");
    private static final Instant END = START.plus(DAY.multipliedBy(200));
    private static final Instant OCTOBER = Instant.parse("2014-10-01T00:00:00Z");
    private static final Series SERIES =
            new Series("DE", "DE", "DE", Set.of(Target.PRICE), HOUR, ZoneId.of("UTC"), "", Double.NaN, 0, 0, List.of());
    private static final FeatureSchemas.Inputs WIND = new FeatureSchemas.Inputs(Set.of(), Set.of("wind_forecast_mw"));
    private static final SpikeQuestion QUESTION =
            new SpikeQuestion(SpikeEvent.parse("day_ahead:below:0"), Duration.ofHours(6));

    private final TreeSet<Instant> negativeDays = new TreeSet<>();

    @Test
    void aModelOfPricesBelowZeroIsTrainedAndLoads() {
        ModelPack pack = models().train(market(), SERIES, WIND, OCTOBER);

        assertThat(pack.manifest().model().modelId()).isEqualTo("spike-day_ahead-below-0");
        assertThat(pack.manifest().metrics().getOrDefault("pr_auc", 0.0))
                .isGreaterThan(3 * pack.manifest().metrics().getOrDefault("base_rate", 1.0));
        try (LoadedModel loaded = PackLoader.standard().load(pack)) {
            assertThat(loaded.manifest().target()).isEqualTo(Target.SPIKE);
        }
    }

    @Test
    void daysWithANegativePriceAreToldFromOthersBeforeTheyArePublished() {
        SpikeBacktest.Result result = models().judge(market(), SERIES, WIND, END, OCTOBER, 2);

        assertThat(result.issues().stream().filter(Judged::happened).map(issue -> deliveryDay(issue.issuedAt())))
                .as("days below zero, none of those at 500")
                .containsExactlyElementsOf(negativeDays.subSet(deliveryDay(OCTOBER), END));
        EventScores windows = result.all().windows();
        assertThat(windows.averagePrecision()).isGreaterThan(3 * windows.baseRate());
        assertThat(windows.brierSkill()).isGreaterThan(0.4);
        EventScores slots = result.all().slots();
        assertThat(slots.averagePrecision()).isGreaterThan(3 * slots.baseRate());
        assertThat(meanRisk(result, true)).isGreaterThan(0.6);
        assertThat(meanRisk(result, false)).isLessThan(0.15);
    }

    private static double meanRisk(SpikeBacktest.Result result, boolean happened) {
        return result.issues().stream()
                .filter(issue -> issue.happened() == happened)
                .mapToDouble(Judged::probability)
                .average()
                .orElseThrow();
    }

    /** Issued at 11:00 for the day after. */
    private static Instant deliveryDay(Instant issuedAt) {
        return issuedAt.truncatedTo(ChronoUnit.DAYS).plus(DAY);
    }

    private static SpikeModels models() {
        var options = Trainer.Options.of(Target.SPIKE, false, "test");
        return new SpikeModels(options, TreeParameters.SPIKES.withRounds(60), QUESTION, stage -> {});
    }

    private Iterator<TimedEvent> market() {
        List<TimedEvent> events = new ArrayList<>();
        var random = new SplittableRandom(5);
        for (Instant day = START; day.isBefore(END); day = day.plus(DAY)) {
            boolean isWindy = random.nextInt(5) == 0;
            boolean isNegative = isWindy && random.nextInt(10) < 9;
            boolean isScarce = !isWindy && random.nextInt(6) == 0;
            List<Instant> slots = new ArrayList<>();
            double[] windMw = new double[24];
            for (int hour = 0; hour < 24; hour++) {
                slots.add(day.plus(HOUR.multipliedBy(hour)));
                windMw[hour] = (isWindy ? 25_000 : 6_000) + 4_000 * random.nextDouble();
            }
            Instant before = day.minus(DAY);
            events.add(new TimedEvent(
                    before.plus(HOUR.multipliedBy(10)),
                    new SystemOutlook(
                            "DE",
                            before.plus(HOUR.multipliedBy(10)),
                            new NamedSteps(List.of("wind_forecast_mw"), slots, windMw))));
            for (int hour = 0; hour < 24; hour++) {
                boolean isNight = hour >= 1 && hour < 6;
                double price = isNegative && isNight
                        ? -5 - 60 * random.nextDouble()
                        : isScarce && hour == 12 ? 500 : 25 + 20 * random.nextDouble();
                Instant published = before.plus(HOUR.multipliedBy(13));
                events.add(new TimedEvent(
                        published,
                        new MarketPrice(
                                "DE", MarketProduct.DAY_AHEAD, slots.get(hour), HOUR, price, "EUR", published)));
            }
            if (isNegative) {
                negativeDays.add(day);
            }
        }
        return events.iterator();
    }
}
