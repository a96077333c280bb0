package io.gridcast.topology.serving;

import static io.gridcast.topology.serving.ServedKind.AUDIT;
import static io.gridcast.topology.serving.ServedKind.DEPLOYMENT;
import static io.gridcast.topology.serving.ServedKind.DRIFT;
import static io.gridcast.topology.serving.ServedKind.FORECAST;
import static io.gridcast.topology.serving.ServedKind.LOAD;
import static io.gridcast.topology.serving.ServedKind.OUTLOOK;
import static io.gridcast.topology.serving.ServedKind.PACK;
import static io.gridcast.topology.serving.ServedKind.PRICE;
import static io.gridcast.topology.serving.ServedKind.QUALITY;
import static io.gridcast.topology.serving.ServedKind.SCORE;
import static io.gridcast.topology.serving.ServedKind.SERIES;
import static io.gridcast.topology.serving.ServedKind.SHADOW;
import static io.gridcast.topology.serving.ServedKind.SPIKE;
import static io.gridcast.topology.serving.ServedKind.VERDICT;
import static io.gridcast.topology.serving.ServedKind.VERSION;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Under which keys and times the records of a topic are kept.
 *
 * @param topic that is read
 * @param drawer where its records go
 */
record Filing<T>(Topic<T> topic, Drawer<T> drawer) {
    /** Puts a record into the stores, under what it is about. */
    @FunctionalInterface
    interface Drawer<T> {
        /** @param cabinet holds the bytes of {@code value} */
        void put(T value, Cabinet cabinet);
    }

    /** What is kept by series. */
    static List<Filing<?>> ofSeries() {
        return List.of(
                new Filing<>(
                        Topics.GRID_SERIES,
                        (series, to) -> to.newest(ServedKey.of(SERIES, series.seriesId()), to.timestampMs())),
                new Filing<>(Topics.LOAD_OBSERVED, Filing::load),
                new Filing<>(Topics.FORECASTS, Filing::forecast),
                new Filing<>(Topics.FORECASTS_SHADOW, Filing::shadow),
                new Filing<>(Topics.FORECASTS_SCORES, Filing::score),
                new Filing<>(Topics.DRIFT_EVENTS, (event, to) -> {
                    to.recordBeside(
                            ServedKey.of(DRIFT, event.seriesId()),
                            event.detectedAt().toEpochMilli());
                    to.recordBeside(ServedKey.of(DRIFT), event.detectedAt().toEpochMilli());
                }),
                new Filing<>(Topics.DATA_QUALITY, (event, to) -> {
                    to.recordBeside(ServedKey.of(QUALITY, event.subject()), to.timestampMs());
                    to.recordBeside(ServedKey.of(QUALITY), to.timestampMs());
                }));
    }

    /** What is kept by zone. */
    static List<Filing<?>> ofZones() {
        return List.of(
                new Filing<>(
                        Topics.MARKET_PRICES,
                        (price, to) -> to.record(
                                ServedKey.of(
                                        PRICE, price.zone(), price.product().name()),
                                price.deliveryStart().toEpochMilli())),
                new Filing<>(
                        Topics.MARKET_OUTLOOK,
                        (outlook, to) -> to.recordBeside(
                                ServedKey.of(OUTLOOK, outlook.zone()),
                                outlook.issuedAt().toEpochMilli())),
                new Filing<>(Topics.PRICE_SPIKES, Filing::spike));
    }

    /** What is kept of models; manifests are those of packs whose publisher is trusted. */
    static List<Filing<?>> ofModels(PackTrust trust) {
        var check = new ManifestCheck(trust);
        return List.of(
                new Filing<>(
                        Topics.MODELS_DEPLOYMENTS,
                        (deployment, to) -> to.newest(
                                ServedKey.of(DEPLOYMENT, deployment.scope().toString()), to.timestampMs())),
                new Filing<>(
                        Topics.MODELS_VERDICTS,
                        (verdict, to) -> to.recordBeside(
                                ServedKey.of(VERDICT), verdict.decidedAt().toEpochMilli())),
                new Filing<>(Topics.MODELS_AUDIT, Filing::audit),
                new Filing<>(Topics.MODELS_COMMANDS, (command, to) -> publication(check, command, to)));
    }

    private static void load(ObservedLoad load, Cabinet to) {
        var key = ServedKey.of(LOAD, load.seriesId());
        to.newest(key, load.slot().toEpochMilli());
        to.record(key, load.slot().toEpochMilli());
    }

    private static void forecast(Forecast forecast, Cabinet to) {
        var key = ServedKey.of(FORECAST, forecast.seriesId(), forecast.target().name());
        to.newest(key, forecast.issuedAt().toEpochMilli());
        to.record(key, forecast.issuedAt().toEpochMilli());
    }

    private static void shadow(Forecast forecast, Cabinet to) {
        String target = forecast.target().name();
        to.newestAmong(
                ServedKey.prefix(SHADOW, forecast.seriesId(), target),
                ServedKey.of(
                        SHADOW, forecast.seriesId(), target, forecast.model().toString()),
                forecast.issuedAt().toEpochMilli());
    }

    private static void score(ForecastScore score, Cabinet to) {
        long dayMs = score.day().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        String[] of = {score.seriesId(), score.target().name(), score.window().name()};
        var key = ServedKey.of(
                SCORE,
                of[0],
                of[1],
                of[2],
                score.model().toString(),
                ServedKey.number(score.leadFromHours()),
                ServedKey.number(score.leadToHours()));
        to.newestAmong(ServedKey.prefix(SCORE, of), key, dayMs);
        to.record(key, dayMs);
    }

    private static void spike(SpikeRisk risk, Cabinet to) {
        long issuedMs = risk.issuedAt().toEpochMilli();
        to.newestAmong(
                ServedKey.prefix(SPIKE, risk.zone()),
                ServedKey.of(
                        SPIKE,
                        risk.zone(),
                        risk.product().name(),
                        risk.side().name(),
                        Double.toString(risk.threshold())),
                issuedMs);
        to.recordBeside(ServedKey.of(SPIKE, risk.zone()), issuedMs);
    }

    private static void audit(AuditEntry entry, Cabinet to) {
        long atMs = entry.at().toEpochMilli();
        to.newest(ServedKey.of(AUDIT, ServedKey.number(entry.sequence())), atMs);
        if (entry.what().equals("publish")) {
            to.newest(ServedKey.of(VERSION, entry.subject()), atMs);
        }
    }

    private static void publication(ManifestCheck check, ModelCommand command, Cabinet to) {
        if (command.kind() == CommandKind.PUBLISH) {
            check.check(command);
            to.newest(ServedKey.of(PACK, command.packHash()), to.timestampMs());
        }
    }
}
