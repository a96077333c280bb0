package io.gridcast.topology;

import static io.gridcast.serdes.Topics.DATA_QUALITY;
import static io.gridcast.serdes.Topics.FORECASTS;
import static io.gridcast.serdes.Topics.FORECASTS_SHADOW;
import static io.gridcast.serdes.Topics.GRID_SERIES;
import static io.gridcast.serdes.Topics.LOAD_OBSERVED;
import static io.gridcast.serdes.Topics.MARKET_PRICES;
import static io.gridcast.serdes.Topics.MODELS_COMMANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Scope;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackSignature;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.registry.LocalRegistry;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.serving.AtHand;
import io.gridcast.topology.serving.NewestValue;
import io.gridcast.topology.serving.RecordsValue;
import io.gridcast.topology.serving.ServedKey;
import io.gridcast.topology.serving.ServedKind;
import io.gridcast.topology.serving.ServedStores;
import io.gridcast.topology.serving.ServingConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServingTopologyTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ModelRef CHAMPION = new ModelRef("load-xgb", "1");
    private static final ModelRef SHADOW = new ModelRef("load-lstm", "1");

    private final Flow flow = Flow.of(ServingTopology.APPLICATION_ID, ServingTopologyTest::topology);

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void theNewestForecastAndThoseBeforeItAreKept() {
        flow.at(NINE).given(FORECASTS, forecast(NINE, CHAMPION, 100));

        flow.at(NINE.plus(HOUR)).when(FORECASTS, forecast(NINE.plus(HOUR), CHAMPION, 101));

        Bytes key = ServedKey.of(ServedKind.FORECAST, "ES", "LOAD");
        assertThat(newest(FORECASTS, key).get(0).point()[0]).isEqualTo(101);
        assertThat(records(FORECASTS, key))
                .extracting(forecast -> forecast.point()[0])
                .containsExactly(100f, 101f);
    }

    @Test
    void aLateValueOfAnOldSlotIsKeptThereAndLeavesTheNewestLoadAsItIs() {
        flow.at(NINE).given(LOAD_OBSERVED, load(NINE.minus(HOUR), 10, 0), load(NINE, 11, 0));

        flow.when(LOAD_OBSERVED, load(NINE.minus(HOUR), 12, 1));

        Bytes key = ServedKey.of(ServedKind.LOAD, "ES");
        assertThat(newest(LOAD_OBSERVED, key)).extracting(ObservedLoad::loadMw).containsExactly(11.0);
        assertThat(records(LOAD_OBSERVED, key)).extracting(ObservedLoad::loadMw).containsExactly(12.0, 11.0);
    }

    @Test
    void ticksAreSkippedAndWhatCannotBeReadOrLiesUnderAForeignKeyIsLeftOut() {
        flow.tick(NINE);
        flow.givenRaw(LOAD_OBSERVED, "ES", "no load".getBytes(StandardCharsets.UTF_8));
        flow.givenRaw(LOAD_OBSERVED, "ES", null);
        flow.givenRaw(LOAD_OBSERVED, null, "no load".getBytes(StandardCharsets.UTF_8));

        flow.givenUnder("FR", LOAD_OBSERVED, load(NINE, 10, 0));

        try (var all = newestStore(ServedStores.SERIES).all()) {
            assertThat(all).isExhausted();
        }
    }

    @Test
    void findingsOfOneMomentLieSideBySideEachOnce() {
        QualityEvent stuck = finding("M1", 1);
        flow.at(NINE).given(DATA_QUALITY, stuck, finding("M1", 2), finding("M2", 3));

        flow.when(DATA_QUALITY, stuck);

        assertThat(records(DATA_QUALITY, ServedKey.of(ServedKind.QUALITY, "M1")))
                .extracting(QualityEvent::value)
                .containsExactly(1.0, 2.0);
        assertThat(records(DATA_QUALITY, ServedKey.of(ServedKind.QUALITY)))
                .extracting(QualityEvent::value)
                .containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void aFloodOfFindingsAtOneMomentIsCutOff() {
        flow.at(NINE);
        for (int value = 0; value < RecordsValue.MOST + 5; value++) {
            flow.given(DATA_QUALITY, finding("M1", value));
        }

        assertThat(records(DATA_QUALITY, ServedKey.of(ServedKind.QUALITY, "M1")))
                .hasSize(RecordsValue.MOST);
    }

    @Test
    void aPriceFarAheadIsLeftOutAndDrivesNothingElseAway() {
        flow.at(NINE).given(MARKET_PRICES, price(NINE, 40));

        flow.when(MARKET_PRICES, price(NINE.plus(Duration.ofDays(4000)), 50));

        assertThat(records(MARKET_PRICES, ServedKey.of(ServedKind.PRICE, "ES", "DAY_AHEAD")))
                .extracting(MarketPrice::price)
                .containsExactly(40.0);
    }

    @Test
    void seriesOfRecordsGoAndWhatIsNewestStays() {
        Instant later = NINE.plus(ServingConfig.DEFAULT.keep().multipliedBy(3));
        flow.at(NINE).given(LOAD_OBSERVED, load(NINE, 10, 0)).given(FORECASTS, forecast(NINE, CHAMPION, 100));

        flow.at(later).when(LOAD_OBSERVED, load(later, 11, 0));

        assertThat(records(LOAD_OBSERVED, ServedKey.of(ServedKind.LOAD, "ES")))
                .extracting(ObservedLoad::loadMw)
                .containsExactly(11.0);
        assertThat(newest(FORECASTS, ServedKey.of(ServedKind.FORECAST, "ES", "LOAD")))
                .hasSize(1);
    }

    @Test
    void aShadowThatSaysNothingAnyMoreIsLetGo() {
        Instant later = NINE.plus(ServingConfig.DEFAULT.keep()).plus(Duration.ofDays(2));
        flow.at(NINE).given(FORECASTS_SHADOW, forecast(NINE, SHADOW, 100), forecast(NINE, CHAMPION, 101));

        flow.at(later).when(FORECASTS_SHADOW, forecast(later, CHAMPION, 102));

        assertThat(newest(FORECASTS_SHADOW, ServedKey.of(ServedKind.SHADOW, "ES", "LOAD", SHADOW.toString())))
                .isEmpty();
        assertThat(newest(FORECASTS_SHADOW, ServedKey.of(ServedKind.SHADOW, "ES", "LOAD", CHAMPION.toString())))
                .hasSize(1);
    }

    @Test
    void theManifestOfAStrangerIsNotShown() {
        ModelPack anns = SignedPacks.of(CHAMPION, "a");
        ModelPack strangers = SignedPacks.unsigned(CHAMPION, "b");

        flow.at(NINE).when(MODELS_COMMANDS, publish(anns), publish(strangers));

        assertThat(newest(ServedStores.MODELS, MODELS_COMMANDS, ServedKey.of(ServedKind.PACK, anns.hash())))
                .hasSize(1);
        assertThat(newest(ServedStores.MODELS, MODELS_COMMANDS, ServedKey.of(ServedKind.PACK, strangers.hash())))
                .isEmpty();
    }

    @Test
    void namesWithAZeroCharacterMakeNoKeysOfOthers() {
        flow.at(NINE)
                .when(
                        GRID_SERIES,
                        new Series(
                                "ES\0LOAD",
                                "ES",
                                "ES",
                                Set.of(Target.LOAD),
                                HOUR,
                                ZoneOffset.UTC,
                                "",
                                1,
                                0,
                                0,
                                List.of()));

        try (var all = newestStore(ServedStores.SERIES).all()) {
            assertThat(all).isExhausted();
        }
    }

    @Test
    void theTopologyIsAsItWas() throws IOException {
        GoldenFile.check("serving", topology(new Codecs(new LocalRegistry())));
    }

    private <T> List<T> newest(Topic<T> topic, Bytes key) {
        return newest(ServedStores.SERIES, topic, key);
    }

    private <T> List<T> newest(ServedStores stores, Topic<T> topic, Bytes key) {
        byte[] stored = newestStore(stores).get(key);
        return stored == null
                ? List.of()
                : List.of(decode(topic, NewestValue.read(stored).bytes()));
    }

    private <T> List<T> records(Topic<T> topic, Bytes key) {
        ServedStores stores = topic == MARKET_PRICES ? ServedStores.ZONES : ServedStores.SERIES;
        WindowStore<Bytes, byte[]> store = flow.driver().getWindowStore(stores.records());
        List<T> all = new ArrayList<>();
        try (WindowStoreIterator<byte[]> found = store.fetch(key, 0, Long.MAX_VALUE)) {
            found.forEachRemaining(
                    each -> RecordsValue.read(each.value).forEach(record -> all.add(decode(topic, record))));
        }
        return all;
    }

    private KeyValueStore<Bytes, byte[]> newestStore(ServedStores stores) {
        return flow.driver().getKeyValueStore(stores.newest());
    }

    private <T> T decode(Topic<T> topic, byte[] value) {
        return flow.codec(topic).decode(value);
    }

    private static Topology topology(Codecs codecs) {
        PackTrust trust = SignedPacks.TRUST_IN_ANN;
        return new ServingTopology(ServingConfig.DEFAULT, trust, new AtHand(), codecs).build();
    }

    private static Forecast forecast(Instant issuedAt, ModelRef model, float mw) {
        return new Forecast(
                "ES",
                Target.LOAD,
                "MW",
                "ES/load/" + issuedAt,
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                issuedAt,
                new float[] {mw},
                new float[] {0.5f},
                new float[] {mw},
                model,
                ModelRole.CHAMPION,
                Rung.CHAMPION,
                List.of(),
                1,
                "",
                "");
    }

    private static ObservedLoad load(Instant slot, double mw, int revision) {
        return new ObservedLoad("ES", slot, HOUR, mw, 1, LoadQuality.MEASURED, revision);
    }

    private static QualityEvent finding(String meter, double value) {
        return new QualityEvent(meter, QualityRule.STUCK, NINE, value, 0, QualityAction.SET_ASIDE, "");
    }

    private static MarketPrice price(Instant start, double price) {
        return new MarketPrice("ES", MarketProduct.DAY_AHEAD, start, HOUR, price, "EUR", NINE);
    }

    private static ModelCommand publish(ModelPack pack) {
        byte[] signature = pack.signature().map(PackSignature::toBytes).orElse(new byte[0]);
        return ModelCommand.publish(
                pack.manifest().model(),
                pack.hash(),
                Scope.all(Target.LOAD),
                "ann",
                "it is better",
                signature,
                pack.manifestJson());
    }
}
