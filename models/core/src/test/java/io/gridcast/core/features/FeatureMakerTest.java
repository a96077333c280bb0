package io.gridcast.core.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Blocks;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Windows;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureMakerTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Series SERIES = new Series(
            "A", "Z", "Z", Set.of(Target.LOAD, Target.PRICE), HOUR, MADRID, "ES", Double.NaN, 40, -3, List.of());
    private static final FeatureSchemas.Inputs INPUTS =
            new FeatureSchemas.Inputs(Set.of("temperature_c"), Set.of("load_forecast_mw"));
    private static final Instant START = Instant.parse("2017-02-01T00:00:00Z");

    @Test
    void theSameEventsGiveTheSameBitsWhateverKeepsTheBlocks() {
        Instant now = START.plus(Duration.ofDays(40));
        var heap = new Knowledge(new Windows(new HeapBlocks(), 512));
        var packed = new Knowledge(new Windows(new CopyingBlocks(), 1));
        happen(heap, now);
        happen(packed, now);

        for (Target target : Target.values()) {
            FeatureSchema schema = FeatureSchemas.of(target, INPUTS, FeatureChoice.WIDE);
            assertThat(bits(make(schema, heap, now, now, 48))).isEqualTo(bits(make(schema, packed, now, now, 48)));
        }
    }

    @Test
    void featuresOfALaterIssueDoNotDependOnEarlierCalls() {
        Instant now = START.plus(Duration.ofDays(40));
        Instant later = now.plus(HOUR.multipliedBy(5));
        FeatureSchema schema = FeatureSchemas.of(Target.LOAD, INPUTS, FeatureChoice.WIDE);
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        happen(knowledge, now);
        var maker = new FeatureMaker(schema, SERIES, knowledge);
        maker.make(now, now, HOUR, 48);
        happenBetween(knowledge, now, later);

        float[] again = maker.make(later, later, HOUR, 48);

        assertThat(bits(again)).isEqualTo(bits(make(schema, knowledge, later, later, 48)));
    }

    @Test
    void aSlotsLeadTimeReachesToItsEnd() {
        Instant now = START.plus(Duration.ofDays(40));
        var knowledge = known(now);

        assertThat(column(FeatureSchemas.load(INPUTS), knowledge, now, now, 3, "lead_h"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void whatIsNotKnownYetIsMissing() {
        Instant now = START.plus(Duration.ofDays(40));

        float[] yesterday = column(FeatureSchemas.load(INPUTS), known(now), now, now, 48, "lag_1d");

        for (int row = 0; row < 24; row++) {
            assertThat(yesterday[row]).isFinite();
            assertThat(yesterday[row + 24]).isNaN();
        }
    }

    @ParameterizedTest
    @CsvSource({"2017-03-26, 23", "2017-03-27, 24", "2017-10-29, 25"})
    void aDeliveryDayHasOneRowAnHourOfTheLocalClock(LocalDate date, int hours) {
        var day = new DeliveryDay(date, MADRID);
        Instant now = day.start().minus(HOUR.multipliedBy(13));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        happen(knowledge, now);

        float[] hour = column(FeatureSchemas.price(INPUTS), knowledge, now, day.start(), hours, "hour");

        assertThat(day.slots(HOUR)).isEqualTo(hours);
        assertThat(hour[0]).isZero();
        assertThat(hour[hours - 1]).isEqualTo(23);
        assertThat(hour[3]).isEqualTo(hours == 23 ? 4 : hours == 25 ? 2 : 3);
    }

    /** On 26 March the clock skips from 2 to 3: its hours 1 and 2 are one, and hour 23 is not the next day's first. */
    @Test
    void hoursOfWholeDaysAreThoseOfTheClock() {
        var day = new DeliveryDay(LocalDate.of(2017, 3, 27), MADRID);
        Instant now = day.start().minus(HOUR.multipliedBy(13));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        for (int hour = -24; hour < 24; hour++) {
            Instant slot = day.start().plus(HOUR.multipliedBy(hour));
            knowledge.apply(new MarketPrice("Z", MarketProduct.DAY_AHEAD, slot, HOUR, hour, "EUR", now));
        }
        FeatureSchema schema = FeatureSchemas.priceOfDay(INPUTS);

        assertThat(column(schema, knowledge, now, day.start(), 2, "price_1d_23"))
                .containsExactly(-1, -1);
        assertThat(column(schema, knowledge, now, day.start(), 2, "price_1d_3")).containsExactly(-21, -21);
        assertThat(column(schema, knowledge, now, day.start(), 2, "price_1d_2")).containsExactly(-22, -22);
        assertThat(column(schema, knowledge, now, day.start(), 2, "price_1d_1")).containsExactly(-22, -22);
        assertThat(column(schema, knowledge, now, day.start(), 2, "price_2d_23"))
                .containsExactly(-24, -24);
        assertThat(column(schema, knowledge, now, day.start(), 2, "price_3d_5")).containsOnly(Float.NaN);
    }

    /** Loads of 100 from 2017-06-01 on, with an hour of 130 at noon of the 13th; issued at ten on the 14th. */
    @Test
    void aSequenceKnowsTheHoursOfTheDayItselfAndTheirCentres() {
        var day = new DeliveryDay(LocalDate.of(2017, 6, 14), MADRID);
        Instant now = day.start().plus(HOUR.multipliedBy(10));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        for (int hour = -13 * 24; hour < 10; hour++) {
            Instant slot = day.start().plus(HOUR.multipliedBy(hour));
            knowledge.apply(new ObservedLoad("A", slot, HOUR, hour == -12 ? 130 : 100, 1, LoadQuality.MEASURED, 0));
        }
        FeatureSchema schema = FeatureSchemas.sequence(Target.LOAD, INPUTS, Set.of(Target.LOAD), 7);

        float[] center = column(schema, knowledge, now, now, 20, "center");
        float[] scale = column(schema, knowledge, now, now, 20, "scale");

        assertThat(column(schema, knowledge, now, now, 20, "load_0d_9"))
                .startsWith(100)
                .endsWith(Float.NaN);
        assertThat(column(schema, knowledge, now, now, 20, "load_0d_10")).startsWith(Float.NaN);
        assertThat(column(schema, knowledge, now, now, 20, "load_1d_12"))
                .startsWith(130)
                .endsWith(Float.NaN);
        assertThat(column(schema, knowledge, now, now, 20, "load_2d_12"))
                .startsWith(100)
                .endsWith(130);
        assertThat(column(schema, knowledge, now, now, 20, "center_9"))
                .startsWith(Float.NaN)
                .endsWith(Float.NaN);
        assertThat(column(schema, knowledge, now, now, 20, "center_13"))
                .startsWith(center[3])
                .endsWith(Float.NaN);
        assertThat(column(schema, knowledge, now, now, 20, "center_2"))
                .startsWith(Float.NaN)
                .endsWith(center[16]);
        assertThat(column(schema, knowledge, now, now, 20, "scale_13"))
                .startsWith(scale[3])
                .endsWith(Float.NaN);
    }

    @Test
    void aPriceThatFollowsARuleIsCentredOnIt() {
        var day = new DeliveryDay(LocalDate.of(2017, 6, 14), MADRID);
        Instant now = day.start().minus(HOUR.multipliedBy(13));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        for (Instant slot = START; slot.isBefore(day.start()); slot = slot.plus(HOUR)) {
            double price = 40 + 10 * Math.sin(slot.toEpochMilli() / 3.6e6 * Math.PI / 12);
            knowledge.apply(new MarketPrice("Z", MarketProduct.DAY_AHEAD, slot, HOUR, price, "EUR", slot));
        }

        float[] center = column(FeatureSchemas.price(INPUTS), knowledge, now, day.start(), 24, "center");

        for (int row = 0; row < 24; row++) {
            Instant slot = day.start().plus(HOUR.multipliedBy(row));
            double price = 40 + 10 * Math.sin(slot.toEpochMilli() / 3.6e6 * Math.PI / 12);
            assertThat((double) center[row]).isCloseTo(price, within(0.5));
        }
    }

    /** Spot prices of 1, 2, 3 … and loads of 100, 101, 102 … at the slots up to now, with one spike 30 hours ago. */
    @Test
    void theRiskOfSpikesSeesHowPriceAndLoadMoved() {
        Instant now = START.plus(Duration.ofDays(9));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        for (int hour = 0; hour < 9 * 24; hour++) {
            Instant slot = START.plus(HOUR.multipliedBy(hour));
            double price = hour == 9 * 24 - 30 ? 900 : hour;
            knowledge.apply(new MarketPrice("Z", MarketProduct.SPOT, slot, HOUR, price, "AUD", slot.plus(HOUR)));
            knowledge.apply(new ObservedLoad("A", slot, HOUR, 100 + hour, 1, LoadQuality.MEASURED, 0));
        }
        FeatureSchema schema = FeatureSchemas.spikesAhead(INPUTS, "price.spot");

        assertThat(schema.target()).isEqualTo(Target.SPIKE);
        assertThat(spikes(schema, knowledge, now, "center")).containsExactly(215, 215);
        assertThat(spikes(schema, knowledge, now, "price_mean_3h")).containsExactly(214, 214);
        assertThat(spikes(schema, knowledge, now, "price_max_24h")).containsExactly(215, 215);
        assertThat(spikes(schema, knowledge, now, "price_max_72h")).containsExactly(900, 900);
        assertThat(spikes(schema, knowledge, now, "price_min_24h")).containsExactly(192, 192);
        assertThat(spikes(schema, knowledge, now, "price_change_1h")).containsExactly(1, 1);
        assertThat(spikes(schema, knowledge, now, "price_1d")).containsExactly(192, 193);
        assertThat(spikes(schema, knowledge, now, "load_change_24h")).containsExactly(24, 24);
        assertThat(spikes(schema, knowledge, now, "load_1d")).containsExactly(292, 293);
        assertThat(spikes(schema, knowledge, now, "load_projected_1d")).containsExactly(316, 317);
    }

    @Test
    void whatIsMissingHasTheSameBitsWhateverMadeIt() {
        Instant now = START.plus(Duration.ofDays(9));
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        Instant yesterday = now.minus(Duration.ofDays(1));
        float otherSign = Float.intBitsToFloat(0xffc00000);
        knowledge.windows().put(ChannelKey.zone("Z", "price.spot"), yesterday, HOUR, otherSign);

        float[] matrix = make(FeatureSchemas.spikesAhead(INPUTS, "price.spot"), knowledge, now, now, 2);

        for (float value : matrix) {
            if (Float.isNaN(value)) {
                assertThat(Float.floatToRawIntBits(value)).isEqualTo(Float.floatToRawIntBits(Float.NaN));
            }
        }
    }

    private static float[] spikes(FeatureSchema schema, Knowledge knowledge, Instant now, String name) {
        return column(schema, knowledge, now, now, 2, name);
    }

    @Test
    void aSchemaIsReadAsItWasWritten() {
        FeatureSchema schema = FeatureSchemas.load(INPUTS);

        FeatureSchema read = FeatureSchema.fromJson(schema.toJson());

        assertThat(read).isEqualTo(schema);
        assertThat(read.fingerprint()).isEqualTo(schema.fingerprint()).hasSize(16);
        assertThat(FeatureSchemas.load(INPUTS.withoutOutlook()).fingerprint()).isNotEqualTo(schema.fingerprint());
    }

    private static Knowledge known(Instant until) {
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        happen(knowledge, until);
        return knowledge;
    }

    private static float[] make(FeatureSchema schema, Knowledge knowledge, Instant now, Instant first, int slots) {
        return new FeatureMaker(schema, SERIES, knowledge).make(now, first, HOUR, slots);
    }

    private static float[] column(
            FeatureSchema schema, Knowledge knowledge, Instant now, Instant first, int slots, String name) {
        float[] matrix = make(schema, knowledge, now, first, slots);
        float[] column = new float[slots];
        for (int row = 0; row < slots; row++) {
            column[row] = matrix[row * schema.size() + schema.names().indexOf(name)];
        }
        return column;
    }

    private static void happen(Knowledge knowledge, Instant until) {
        happenBetween(knowledge, START, until);
    }

    private static void happenBetween(Knowledge knowledge, Instant from, Instant until) {
        for (Instant slot = from; slot.isBefore(until); slot = slot.plus(HOUR)) {
            var random = new SplittableRandom(slot.toEpochMilli());
            double wave = Math.sin(slot.toEpochMilli() / 3.6e6 * Math.PI / 12);
            knowledge.apply(new ObservedLoad(
                    "A", slot, HOUR, 100 + 20 * wave + random.nextDouble(), 1, LoadQuality.MEASURED, 0));
            for (String station : List.of("a", "b", "c")) {
                knowledge.apply(new WeatherObservation(
                        "Z", station, slot, Map.of("temperature_c", 15 + 5 * wave + random.nextDouble())));
            }
            knowledge.apply(new MarketPrice(
                    "Z", MarketProduct.DAY_AHEAD, slot, HOUR, 40 + 10 * wave + random.nextDouble(), "EUR", slot));
            if (slot.toEpochMilli() % HOUR.multipliedBy(6).toMillis() == 0) {
                knowledge.apply(forecast(slot, random));
            }
        }
    }

    /** A run of the weather forecast, each six hours, for two days. */
    private static WeatherForecast forecast(Instant issuedAt, SplittableRandom random) {
        List<Instant> validAt = new ArrayList<>();
        double[] temperatures = new double[48];
        for (int hour = 0; hour < temperatures.length; hour++) {
            validAt.add(issuedAt.plus(HOUR.multipliedBy(hour)));
            temperatures[hour] = 15 + random.nextDouble();
        }
        return new WeatherForecast("Z", issuedAt, new NamedSteps(List.of("temperature_c"), validAt, temperatures));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }

    /** Keeps copies, as a store that writes bytes does. */
    private static final class CopyingBlocks implements Blocks {
        private final Map<ChannelKey, Map<Integer, float[]>> channels = new HashMap<>();

        @Override
        public float @Nullable [] read(ChannelKey key, int epochDay) {
            float[] slots = channels.getOrDefault(key, Map.of()).get(epochDay);
            return slots == null ? null : slots.clone();
        }

        @Override
        public void write(ChannelKey key, int epochDay, float[] slots) {
            channels.computeIfAbsent(key, any -> new HashMap<>()).put(epochDay, slots.clone());
        }
    }
}
