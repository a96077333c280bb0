package io.gridcast.topology.forecast;

import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Windows;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.weather.WeatherForecast;
import io.gridcast.core.weather.WeatherObservation;
import io.gridcast.serdes.PartitionGroup;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.state.BlockStore;
import io.gridcast.state.BlockStore.BlockKey;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import io.gridcast.topology.flow.Partitions;
import io.gridcast.topology.models.DeploymentBook;
import io.gridcast.topology.models.ModelFaults;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Takes in what becomes known, and issues what is due at each tick. One a task; the series of its own partition are its own. */
public final class ForecastLogic implements TaskLogic {
    private static final StoreDefinition<Ledger<String, byte[]>> DEPLOYMENTS =
            DeploymentBook.store("forecast-deployments");

    private final Task task;
    private final ForecastConfig config;
    private final ForecastState state;
    private final Knowledge knowledge;
    private final Deployments deployments;
    private final Issuer issuer;
    private final SpikeIssuer spikes;

    private ForecastLogic(Task task, ForecastConfig config, ModelShelf shelf) {
        this.task = task;
        this.config = config;
        this.state =
                new ForecastState(task.store(ForecastState.STORE), task.outbox().codecs());
        this.knowledge = new Knowledge(new Windows(new BlockStore(task.store(windows(config)))));
        var book = new DeploymentBook(task.store(DEPLOYMENTS), task.outbox().codecs());
        this.deployments = new Deployments(task, config, book, shelf);
        var faults = new ModelFaults(task.outbox(), book, config.maxFaults());
        var states = new LearntStates(task.store(LearningStores.STATES));
        var regressions = new RegressionExperts(state, knowledge.windows(), states);
        var learning = new Learning(task, config, knowledge.windows(), states);
        this.issuer = new Issuer(task.outbox(), config, state, knowledge, deployments, faults, regressions, learning);
        this.spikes = new SpikeIssuer(task.outbox(), config, state, knowledge, deployments, faults);
    }

    /** Makes the logic of each task. */
    public static Factory factory(ForecastConfig config, ModelShelf shelf) {
        return task -> new ForecastLogic(task, config, shelf);
    }

    /** The stores that it uses. */
    public static List<StoreDefinition<?>> stores(ForecastConfig config) {
        List<StoreDefinition<?>> stores = new ArrayList<>(LearningStores.ALL);
        stores.addAll(List.of(ForecastState.STORE, DEPLOYMENTS, windows(config)));
        return stores;
    }

    @Override
    public void apply(KnownRecord record) {
        String topic = record.topic();
        if (topic.equals(Topics.LOAD_OBSERVED.name())) {
            observe(decode(Topics.LOAD_OBSERVED, record));
        } else if (topic.equals(Topics.WEATHER_OBSERVED.name())) {
            WeatherObservation observation = decode(Topics.WEATHER_OBSERVED, record);
            knowledge.apply(observation);
            state.beat(Feed.WEATHER_OBSERVED, observation.zone(), knownMs(record));
        } else if (topic.equals(Topics.WEATHER_FORECAST.name())) {
            WeatherForecast forecast = decode(Topics.WEATHER_FORECAST, record);
            knowledge.apply(forecast);
            state.beat(Feed.WEATHER_FORECAST, forecast.zone(), knownMs(record));
            state.addWeather(forecast.zone(), forecast.steps().variables());
        } else if (topic.equals(Topics.MARKET_PRICES.name())) {
            takePrice(decode(Topics.MARKET_PRICES, record), record);
        } else if (topic.equals(Topics.MARKET_OUTLOOK.name())) {
            takeOutlook(decode(Topics.MARKET_OUTLOOK, record), record);
        } else if (topic.equals(Topics.GRID_SERIES.name())) {
            takeSeries(decode(Topics.GRID_SERIES, record), record);
        } else if (topic.equals(Topics.MODELS_DEPLOYMENTS.name())) {
            deployments.take(decode(Topics.MODELS_DEPLOYMENTS, record));
        } else {
            throw new IllegalArgumentException("no forecast is made from records of " + topic);
        }
    }

    @Override
    public void tick(long tickMs) {
        deployments.tick(tickMs);
        if (tickMs < config.from().toEpochMilli()) {
            return;
        }
        for (Series series : state.series()) {
            if (Partitions.of(series.seriesId(), config.seriesPartitions()) == task.partition()) {
                issueWhatIsDue(series, tickMs);
            }
        }
    }

    private void issueWhatIsDue(Series series, long tickMs) {
        if (series.targets().contains(Target.LOAD)) {
            LoadIssues issues = state.loadIssues(series.seriesId());
            issues.dueAt(tickMs, config.every(), config.patience()).ifPresent(boundary -> {
                issuer.issueLoad(series, boundary, tickMs);
                state.put(series.seriesId(), issues.issuedFor(boundary));
            });
        }
        String zone = series.priceZone();
        boolean isOwner =
                state.priceOwner(zone).filter(series.seriesId()::equals).isPresent();
        if (isOwner) {
            PriceIssues issues = state.priceIssues(zone);
            issues.dueAt(tickMs, series, config.gateClosure(), config.gateLead())
                    .ifPresent((LocalDate day) -> {
                        issuer.issuePrice(series, day, tickMs);
                        spikes.issueDayAhead(series, day, tickMs);
                        state.put(zone, issues.issuedFor(day));
                    });
            spikes.issueAhead(series, tickMs);
        }
    }

    private void observe(ObservedLoad load) {
        knowledge.apply(load);
        state.put(load.seriesId(), state.loadIssues(load.seriesId()).observed(load.slotEnd()));
    }

    private void takePrice(MarketPrice price, KnownRecord record) {
        knowledge.apply(price);
        if (price.product() == MarketProduct.DAY_AHEAD) {
            state.beat(Feed.PRICE, price.zone(), knownMs(record));
            state.setCurrency(price.zone(), price.currency());
            state.setNewestPricedMs(price.zone(), price.deliveryStart().toEpochMilli());
        }
    }

    private void takeOutlook(SystemOutlook outlook, KnownRecord record) {
        knowledge.apply(outlook);
        state.beat(Feed.OUTLOOK, outlook.zone(), knownMs(record));
        state.addOutlooks(outlook.zone(), outlook.steps().variables());
        List<Instant> validAt = outlook.steps().validAt();
        if (!validAt.isEmpty()) {
            state.put(outlook.zone(), state.priceIssues(outlook.zone()).outlook(validAt.get(validAt.size() - 1)));
        }
    }

    private void takeSeries(Series series, KnownRecord record) {
        state.put(series);
        issuer.forget(series.seriesId());
        spikes.forget(series.seriesId());
        if (!series.targets().contains(Target.PRICE)) {
            return;
        }
        String owner = state.priceOwner(series.priceZone()).orElse("");
        if (owner.isEmpty()) {
            state.setPriceOwner(series.priceZone(), series.seriesId());
        } else if (!owner.equals(series.seriesId())
                && Partitions.of(series.seriesId(), config.seriesPartitions()) == task.partition()) {
            var refusal = new QualityEvent(
                    series.seriesId(),
                    QualityRule.SECOND_PRICE_OWNER,
                    Instant.ofEpochMilli(record.knownAtMs()),
                    Double.NaN,
                    Double.NaN,
                    QualityAction.SET_ASIDE,
                    "the price of zone " + series.priceZone() + " is forecast for series " + owner
                            + "; take the target price away from one of the two");
            task.outbox().send(Topics.DATA_QUALITY, refusal, record.knownAtMs());
        }
    }

    private <T> T decode(Topic<T> topic, KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value; " + topic.name() + " takes no tombstones");
        }
        if (topic.partitions() == PartitionGroup.SERIES && !topic.equals(Topics.GRID_SERIES)) {
            Partitions.requireOwn(record, config.seriesPartitions());
        }
        return task.outbox().codecs().decode(topic, value);
    }

    /** When the record's fact became known: a fast producer clock cannot put it after the tick behind it. */
    private static long knownMs(KnownRecord record) {
        return Math.min(record.timestampMs(), record.knownAtMs());
    }

    private static StoreDefinition<Table<BlockKey, float[]>> windows(ForecastConfig config) {
        return BlockStore.define("history-windows", config.blocksInHeap());
    }
}
