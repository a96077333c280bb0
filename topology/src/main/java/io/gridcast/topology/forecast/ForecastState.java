package io.gridcast.topology.forecast;

import io.gridcast.core.grid.Series;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.serdes.Topics;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Ledger;
import io.gridcast.state.NamedBytes;
import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.flow.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a forecast task remembers besides windows: series, owners of prices, what was issued, and how its feeds beat. All in
 * one small ledger, by kind and name: {@code series/ES}, {@code owner/ES}, {@code pulse/OUTLOOK/ES}.
 */
final class ForecastState {
    /** The ledger. */
    static final StoreDefinition<Ledger<String, byte[]>> STORE =
            StoreDefinition.ledger("forecast-memory", new NamedBytes(), Comparator.naturalOrder());

    private static final String SERIES = "series/";
    private static final String OWNER = "owner/";
    private static final String CURRENCY = "currency/";
    private static final String PRICED = "priced/";
    private static final String OUTLOOKS = "outlooks/";
    private static final String WEATHER = "weather/";
    private static final String PULSE = "pulse/";
    private static final String LOAD_ISSUES = "load-issues/";
    private static final String PRICE_ISSUES = "price-issues/";
    private static final String SPIKE_ISSUES = "spike-issues/";

    private final Ledger<String, byte[]> ledger;
    private final Codecs codecs;
    private final NavigableMap<String, Series> series = new TreeMap<>();

    ForecastState(Ledger<String, byte[]> ledger, Codecs codecs) {
        this.ledger = ledger;
        this.codecs = codecs;
        ledger.copy().forEach((name, bytes) -> {
            if (name.startsWith(SERIES)) {
                series.put(name.substring(SERIES.length()), codecs.decode(Topics.GRID_SERIES, bytes));
            }
        });
    }

    /** All series of the grid, by id. */
    Collection<Series> series() {
        return series.values();
    }

    void put(Series one) {
        series.put(one.seriesId(), one);
        ledger.put(SERIES + one.seriesId(), codecs.encode(Topics.GRID_SERIES, one));
    }

    /** The series that carries a zone's price: the first one that asked. */
    Optional<String> priceOwner(String zone) {
        return text(OWNER + zone);
    }

    void setPriceOwner(String zone, String seriesId) {
        ledger.put(OWNER + zone, utf8(seriesId));
    }

    /** Currency of a zone's prices; EUR until a price has said otherwise. */
    String currency(String zone) {
        return text(CURRENCY + zone).orElse("EUR");
    }

    void setCurrency(String zone, String currency) {
        if (!text(CURRENCY + zone).equals(Optional.of(currency))) {
            ledger.put(CURRENCY + zone, utf8(currency));
        }
    }

    /** Start of the newest slot of a zone that has a price, ms; {@link Long#MIN_VALUE} for none. */
    long newestPricedMs(String zone) {
        byte[] bytes = ledger.get(PRICED + zone);
        return bytes == null ? Long.MIN_VALUE : new BytesReader(bytes).getLong();
    }

    void setNewestPricedMs(String zone, long deliveryStartMs) {
        if (deliveryStartMs > newestPricedMs(zone)) {
            ledger.put(PRICED + zone, new BytesWriter().putLong(deliveryStartMs).toBytes());
        }
    }

    /** Variables that a zone's outlooks have had so far, in order. */
    List<String> outlooks(String zone) {
        return names(OUTLOOKS + zone);
    }

    void addOutlooks(String zone, List<String> variables) {
        addNames(OUTLOOKS + zone, variables);
    }

    /** Variables that a zone's weather forecasts have had so far, in order. */
    List<String> weather(String zone) {
        return names(WEATHER + zone);
    }

    void addWeather(String zone, List<String> variables) {
        addNames(WEATHER + zone, variables);
    }

    private List<String> names(String kept) {
        return text(kept).map(names -> List.of(names.split(","))).orElse(List.of());
    }

    private void addNames(String kept, List<String> added) {
        List<String> known = names(kept);
        if (!known.containsAll(added)) {
            var all = new TreeSet<>(known);
            all.addAll(added);
            ledger.put(kept, utf8(String.join(",", all)));
        }
    }

    /** The rhythm of a feed of a zone or series. */
    Optional<FeedPulse> pulse(Feed feed, String subject) {
        byte[] bytes = ledger.get(PULSE + feed + "/" + subject);
        if (bytes == null) {
            return Optional.empty();
        }
        var in = new BytesReader(bytes);
        return Optional.of(new FeedPulse(in.getLong(), in.getLong(), in.getLong()));
    }

    void beat(Feed feed, String subject, long runMs) {
        FeedPulse pulse = pulse(feed, subject).map(before -> before.run(runMs)).orElseGet(() -> FeedPulse.first(runMs));
        ledger.put(
                PULSE + feed + "/" + subject,
                new BytesWriter()
                        .putLong(pulse.lastRunMs())
                        .putLong(pulse.usualGapMs())
                        .putLong(pulse.lastGapMs())
                        .toBytes());
    }

    LoadIssues loadIssues(String seriesId) {
        byte[] bytes = ledger.get(LOAD_ISSUES + seriesId);
        if (bytes == null) {
            return LoadIssues.NONE;
        }
        var in = new BytesReader(bytes);
        return new LoadIssues(in.getLong(), in.getLong());
    }

    void put(String seriesId, LoadIssues issues) {
        ledger.put(
                LOAD_ISSUES + seriesId,
                new BytesWriter()
                        .putLong(issues.issuedForMs())
                        .putLong(issues.observedUntilMs())
                        .toBytes());
    }

    PriceIssues priceIssues(String zone) {
        byte[] bytes = ledger.get(PRICE_ISSUES + zone);
        if (bytes == null) {
            return PriceIssues.NONE;
        }
        var in = new BytesReader(bytes);
        return new PriceIssues(in.getLong(), in.getLong(), in.getByte() != 0);
    }

    void put(String zone, PriceIssues issues) {
        ledger.put(
                PRICE_ISSUES + zone,
                new BytesWriter()
                        .putLong(issues.issuedForDay())
                        .putLong(issues.outlookUntilMs())
                        .putByte(issues.hasNewOutlook() ? 1 : 0)
                        .toBytes());
    }

    SpikeIssues spikeIssues(String zone, DeployedModel model) {
        byte[] bytes = ledger.get(spikesName(zone, model));
        if (bytes == null) {
            return SpikeIssues.NONE;
        }
        var in = new BytesReader(bytes);
        return new SpikeIssues(in.getLong(), in.getByte() != 0);
    }

    void put(String zone, DeployedModel model, SpikeIssues issues) {
        ledger.put(
                spikesName(zone, model),
                new BytesWriter()
                        .putLong(issues.issuedForMs())
                        .putByte(issues.isOn() ? 1 : 0)
                        .toBytes());
    }

    /** By the model's name, not its version: an alert goes on where a new version takes over. */
    private static String spikesName(String zone, DeployedModel model) {
        return SPIKE_ISSUES + zone + "/" + model.model().modelId();
    }

    private Optional<String> text(String name) {
        byte[] bytes = ledger.get(name);
        return bytes == null ? Optional.empty() : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
