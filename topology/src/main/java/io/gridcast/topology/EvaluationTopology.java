package io.gridcast.topology;

import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.drift.DriftConfig;
import io.gridcast.topology.drift.RequestRetraining;
import io.gridcast.topology.drift.WatchDrift;
import io.gridcast.topology.evaluation.EvaluationConfig;
import io.gridcast.topology.evaluation.EvaluationStores;
import io.gridcast.topology.evaluation.ScoreForecasts;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.KeepReadable;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.flow.Streams;
import io.gridcast.topology.time.Broadcast;
import io.gridcast.topology.time.Origins;
import io.gridcast.topology.time.TickTarget;
import io.gridcast.topology.time.TimedStep;
import io.gridcast.topology.verdict.DailyLoss;
import io.gridcast.topology.verdict.JudgeChallengers;
import io.gridcast.topology.verdict.VerdictStores;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Joins every forecast with what then happened, and says how good it was.
 *
 * <pre>
 * market.prices, market.outlook ─▶ keep-readable ─▶ broadcast ─▶ (zone-streams: a copy to every partition) ─┐
 * grid.series, forecasts, forecasts.shadow, grid.load.observed ─────────────────────────────────────────────┴▶ score-forecasts
 *
 * score-forecasts ─┬▶ forecasts.scores
 *                  └▶ (daily-losses: all to one partition) ─┐
 * models.deployments ──────────────────────────────────────┴▶ judge-challengers ─┬▶ models.verdicts
 *                                                                                └▶ models.commands
 *
 * models.commands ─▶ keep-readable ─▶ broadcast ─▶ (model-commands: a copy to every partition) ────────────────────┐
 * grid.series, forecasts, forecasts.shadow, features.scored, grid.load.observed, forecasts.scores ────────────────┴▶ watch-drift
 *
 * watch-drift ─┬▶ drift.events
 *              └▶ (drift-alarms: all to one partition) ─┐
 * models.deployments ──────────────────────────────────┴▶ request-retraining ─▶ retraining.requests
 * </pre>
 *
 * <p>Prices and outlooks of a zone go to every partition, for any series may lie in any zone.
 */
public final class EvaluationTopology {
    /** The application's id. */
    public static final String APPLICATION_ID = "gridcast-evaluation";

    private static final String KEEP_READABLE = "keep-readable";
    private static final String ZONE_STREAMS = "zone-streams";
    private static final List<Topic<?>> BY_SERIES =
            List.of(Topics.GRID_SERIES, Topics.FORECASTS, Topics.FORECASTS_SHADOW, Topics.LOAD_OBSERVED);

    private static final String MODEL_COMMANDS = "model-commands";
    private static final List<Topic<?>> WATCHED = List.of(
            Topics.GRID_SERIES,
            Topics.FORECASTS,
            Topics.FORECASTS_SHADOW,
            Topics.FEATURES_SCORED,
            Topics.LOAD_OBSERVED,
            Topics.FORECASTS_SCORES);

    private final EvaluationConfig config;
    private final DriftConfig drift;
    private final PackTrust trust;
    private final Codecs codecs;

    /** With {@link DriftConfig#DEFAULT}, and packs of nobody. */
    public EvaluationTopology(EvaluationConfig config, Codecs codecs) {
        this(config, DriftConfig.DEFAULT, PackTrust.NONE, codecs);
    }

    /** @param trust whose packs are published, as the lifecycle has it: from these drift is told */
    public EvaluationTopology(EvaluationConfig config, DriftConfig drift, PackTrust trust, Codecs codecs) {
        this.config = config;
        this.drift = drift;
        this.trust = trust;
        this.codecs = codecs;
    }

    /** The data flow; each step is one private method below, in this order. */
    public Topology build() {
        var builder = new StreamsBuilder();
        KStream<Route, byte[]> zones = keepReadable(builder);
        KStream<Route, byte[]> inputs =
                Streams.read(builder, BY_SERIES).merge(broadcast(zones), Named.as("merge-inputs"));
        KStream<Route, byte[]> scores = scoreForecasts(inputs);
        KStream<Route, byte[]> verdicts =
                judgeChallengers(Streams.repartition(scores, DailyLoss.DESTINATION, 1), builder);
        KStream<Route, byte[]> found = watchDrift(builder);
        KStream<Route, byte[]> requests =
                requestRetraining(builder, Streams.repartition(found, RequestRetraining.ALARMS, 1));

        Streams.write(scores, Topics.FORECASTS_SCORES);
        Streams.write(verdicts, Topics.MODELS_VERDICTS);
        Streams.write(verdicts, Topics.MODELS_COMMANDS);
        Streams.write(found, Topics.DRIFT_EVENTS);
        Streams.write(requests, Topics.RETRAINING_REQUESTS);
        Streams.write(zones, Topics.DEAD_LETTERS, KEEP_READABLE);
        Streams.write(scores, Topics.DEAD_LETTERS, Steps.SCORE_FORECASTS);
        Streams.write(verdicts, Topics.DEAD_LETTERS, Steps.JUDGE_CHALLENGERS);
        Streams.write(found, Topics.DEAD_LETTERS, Steps.WATCH_DRIFT);
        Streams.write(requests, Topics.DEAD_LETTERS, Steps.REQUEST_RETRAINING);
        return builder.build();
    }

    /** What cannot be read is set aside once, here, and not once more by every partition behind the broadcast. */
    private KStream<Route, byte[]> keepReadable(StreamsBuilder builder) {
        return keepReadable(builder, Topics.MARKET_PRICES)
                .merge(keepReadable(builder, Topics.MARKET_OUTLOOK), Named.as("merge-zones"));
    }

    private KStream<Route, byte[]> keepReadable(StreamsBuilder builder, Topic<?> topic) {
        var keep = new KeepReadable(KEEP_READABLE, topic, codecs, config.zonePartitions(), config.maxRecordBytes());
        return Streams.read(builder, topic).process(keep, Named.as(KEEP_READABLE + "-" + topic.name()));
    }

    private KStream<Route, byte[]> broadcast(KStream<Route, byte[]> zones) {
        KStream<Route, byte[]> sent = zones.filter(
                        (route, value) -> route.leadsTo(Route.NOWHERE), Named.as("to-broadcast"))
                .process(new Broadcast(ZONE_STREAMS), Named.as("broadcast-zones"));
        return Streams.repartition(sent, ZONE_STREAMS, config.seriesPartitions());
    }

    private KStream<Route, byte[]> scoreForecasts(KStream<Route, byte[]> inputs) {
        var stores = new EvaluationStores(config);
        var step = new TimedStep(
                Steps.SCORE_FORECASTS,
                origins(),
                List.of(
                        TickTarget.samePartition(Topics.FORECASTS_SCORES.name()),
                        TickTarget.everyPartition(DailyLoss.DESTINATION)),
                stores.all(),
                codecs,
                config.maxRecordBytes(),
                ScoreForecasts.factory(config, stores));
        return inputs.process(step, Named.as(Steps.SCORE_FORECASTS));
    }

    /** One task for all series: what is promoted is promoted in a whole scope. */
    private KStream<Route, byte[]> judgeChallengers(KStream<Route, byte[]> losses, StreamsBuilder builder) {
        var step = new TimedStep(
                Steps.JUDGE_CHALLENGERS,
                new Origins()
                        .step(Steps.SCORE_FORECASTS, config.seriesPartitions())
                        .tasks(Topics.MODELS_DEPLOYMENTS.name(), Steps::ofDeployments),
                List.of(TickTarget.samePartition(Topics.MODELS_VERDICTS.name())),
                VerdictStores.ALL,
                codecs,
                config.maxRecordBytes(),
                JudgeChallengers.factory(config.verdicts()));
        return losses.merge(Streams.read(builder, Topics.MODELS_DEPLOYMENTS), Named.as("merge-losses-and-deployments"))
                .process(step, Named.as(step.name()));
    }

    /** Commands bring the manifests, which say what models knew; what of them cannot be read the lifecycle sets aside. */
    private KStream<Route, byte[]> watchDrift(StreamsBuilder builder) {
        var keep = new KeepReadable(KEEP_READABLE, Topics.MODELS_COMMANDS, codecs, 1, config.maxRecordBytes());
        KStream<Route, byte[]> sent = Streams.read(builder, Topics.MODELS_COMMANDS)
                .process(keep, Named.as(KEEP_READABLE + "-" + Topics.MODELS_COMMANDS.name()))
                .filter((route, value) -> route.leadsTo(Route.NOWHERE), Named.as("to-broadcast-commands"))
                .process(new Broadcast(MODEL_COMMANDS), Named.as("broadcast-commands"));
        KStream<Route, byte[]> commands = Streams.repartition(sent, MODEL_COMMANDS, config.seriesPartitions());
        var step = new TimedStep(
                Steps.WATCH_DRIFT,
                new Origins()
                        .clock(Topics.GRID_SERIES.name())
                        .tasks(Topics.FORECASTS.name(), Steps::ofForecasts)
                        .tasks(Topics.FORECASTS_SHADOW.name(), Steps::ofShadowForecasts)
                        .tasks(Topics.FEATURES_SCORED.name(), Steps::ofForecasts)
                        .tasks(Topics.LOAD_OBSERVED.name(), Steps::ofObservedLoads)
                        .tasks(Topics.FORECASTS_SCORES.name(), Steps::ofScores)
                        .broadcast(Topics.MODELS_COMMANDS.name(), 1),
                List.of(
                        TickTarget.samePartition(Topics.DRIFT_EVENTS.name()),
                        TickTarget.everyPartition(RequestRetraining.ALARMS)),
                WatchDrift.STORES,
                codecs,
                config.maxRecordBytes(),
                WatchDrift.factory(drift, trust));
        return Streams.read(builder, WATCHED, Steps.WATCH_DRIFT)
                .merge(commands, Named.as("merge-commands"))
                .process(step, Named.as(step.name()));
    }

    /** One task for all series: a model is trained for a whole scope. */
    private KStream<Route, byte[]> requestRetraining(StreamsBuilder builder, KStream<Route, byte[]> alarms) {
        var step = new TimedStep(
                Steps.REQUEST_RETRAINING,
                new Origins()
                        .step(Steps.WATCH_DRIFT, config.seriesPartitions())
                        .tasks(Topics.MODELS_DEPLOYMENTS.name(), Steps::ofDeployments),
                List.of(TickTarget.samePartition(Topics.RETRAINING_REQUESTS.name())),
                RequestRetraining.STORES,
                codecs,
                config.maxRecordBytes(),
                RequestRetraining.factory(drift));
        return alarms.merge(Streams.read(builder, Topics.MODELS_DEPLOYMENTS), Named.as("merge-alarms-and-deployments"))
                .process(step, Named.as(step.name()));
    }

    private Origins origins() {
        return new Origins()
                .clock(Topics.GRID_SERIES.name())
                .tasks(Topics.FORECASTS.name(), Steps::ofForecasts)
                .tasks(Topics.FORECASTS_SHADOW.name(), Steps::ofShadowForecasts)
                .tasks(Topics.LOAD_OBSERVED.name(), Steps::ofObservedLoads)
                .broadcast(Topics.MARKET_PRICES.name(), config.zonePartitions())
                .broadcast(Topics.MARKET_OUTLOOK.name(), config.zonePartitions());
    }
}
