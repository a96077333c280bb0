package io.gridcast.app.rest;

import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.RecordSender;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.NamedSteps;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityEvent;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.MarketProduct;
import io.gridcast.core.market.SystemOutlook;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.serdes.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an engine has said of six feeders and two zones in one day, each value told by its series and time. */
public final class Facts {
    public static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final Duration HOUR = Duration.ofHours(1);
    static final int HOURS = 12;
    static final int HORIZON = 24;
    /** One name holds what paths and queries treat as their own. */
    static final List<String> SERIES = List.of("A", "B", "C/1 ü", "D", "E", "F");

    static final ModelRef CHAMPION = new ModelRef("load-xgb", "1");
    static final ModelRef SHADOW = new ModelRef("load-lstm", "2");

    private final RecordSender records;

    private Facts(RecordSender records) {
        this.records = records;
    }

    /** Puts all of it on its topics. */
    public static void publish(Platform platform) {
        try (RecordSender records = new RecordSender(platform)) {
            var facts = new Facts(records);
            SERIES.forEach(facts::publishSeries);
            List.of("north", "south").forEach(facts::publishZone);
        }
    }

    /** Puts on its topics what was then found of a series: its scores of a day, a drift, and which model was better. */
    public static void publishFindings(Platform platform, String series) {
        try (RecordSender records = new RecordSender(platform)) {
            for (ModelRef model : List.of(CHAMPION, SHADOW)) {
                records.send(Topics.FORECASTS_SCORES, score(series, model), NOON);
            }
            records.send(
                    Topics.DRIFT_EVENTS,
                    new DriftEvent(series, Target.LOAD, "psi", "temperature_c", 0.3, 0.2, "the weather is new", NOON),
                    NOON);
            records.send(Topics.MODELS_VERDICTS, verdict(), NOON);
        }
    }

    /** Forecasts of an hour after the others. */
    static void publishForecasts(Platform platform, String... series) {
        try (RecordSender records = new RecordSender(platform)) {
            Instant at = NOON.plus(HOUR);
            for (String id : series) {
                records.send(Topics.FORECASTS, forecast(id, at, CHAMPION, ModelRole.CHAMPION), at);
            }
        }
    }

    static String zone(String series) {
        return SERIES.indexOf(series) % 2 == 0 ? "north" : "south";
    }

    static double load(String series, Instant slot) {
        return 100 * SERIES.indexOf(series) + Duration.between(NOON, slot).toHours();
    }

    private void publishSeries(String id) {
        Instant begin = NOON.minus(HOUR.multipliedBy(HOURS));
        records.send(
                Topics.GRID_SERIES,
                new Series(
                        id,
                        zone(id),
                        zone(id),
                        Set.of(Target.LOAD),
                        HOUR,
                        ZoneOffset.UTC,
                        "",
                        Double.NaN,
                        50,
                        8,
                        List.of()),
                begin);
        for (int hour = 0; hour <= HOURS; hour++) {
            Instant at = begin.plus(HOUR.multipliedBy(hour));
            records.send(Topics.LOAD_OBSERVED, observed(id, at.minus(HOUR)), at);
            records.send(Topics.FORECASTS, forecast(id, at, CHAMPION, ModelRole.CHAMPION), at);
            records.send(Topics.FORECASTS_SHADOW, forecast(id, at, SHADOW, ModelRole.SHADOW), at);
        }
        for (int i = 0; i < 3; i++) {
            records.send(
                    Topics.DATA_QUALITY,
                    new QualityEvent(id, QualityRule.STUCK, NOON, i, 0, QualityAction.USED_WITH_FLAG, "value " + i),
                    NOON);
        }
    }

    private void publishZone(String zone) {
        Instant day = NOON.minus(HOUR.multipliedBy(12));
        for (int hour = 0; hour < 24; hour++) {
            Instant at = day.plus(HOUR.multipliedBy(hour));
            records.send(
                    Topics.MARKET_PRICES,
                    new MarketPrice(zone, MarketProduct.DAY_AHEAD, at, HOUR, hour, "EUR", day),
                    day);
        }
        records.send(
                Topics.MARKET_OUTLOOK,
                new SystemOutlook(
                        zone,
                        day,
                        new NamedSteps(
                                List.of("load_forecast_mw"), List.of(NOON, NOON.plus(HOUR)), new double[] {7, 8})),
                day);
        records.send(
                Topics.PRICE_SPIKES,
                new SpikeRisk(
                        zone,
                        zone + "/spike/" + NOON,
                        NOON,
                        NOON,
                        HOUR,
                        300,
                        new float[] {0.1f, 0.2f},
                        true,
                        new ModelRef("spike", "1"),
                        MarketProduct.SPOT,
                        SpikeEvent.Side.ABOVE,
                        0.28,
                        0.25,
                        NOON.minus(HOUR)),
                NOON);
    }

    private static ObservedLoad observed(String id, Instant slot) {
        return new ObservedLoad(id, slot, HOUR, load(id, slot), 1, LoadQuality.MEASURED, 0);
    }

    /** Each slot as it will be, plus a hundredth for each hour of lead time; bands of one around it. */
    private static Forecast forecast(String id, Instant issuedAt, ModelRef model, ModelRole role) {
        float[] levels = QuantileLevels.standard();
        float[] point = new float[HORIZON];
        List<Float> quantiles = new ArrayList<>();
        for (int row = 0; row < HORIZON; row++) {
            point[row] = (float) (load(id, issuedAt.plus(HOUR.multipliedBy(row))) + 0.01 * row);
            for (float level : levels) {
                quantiles.add(point[row] + level - 0.5f);
            }
        }
        float[] values = new float[quantiles.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = quantiles.get(i);
        }
        return new Forecast(
                id,
                Target.LOAD,
                "MW",
                id + "/load/" + issuedAt,
                issuedAt,
                issuedAt.minus(HOUR),
                HOUR,
                issuedAt,
                point,
                levels,
                values,
                model,
                role,
                Rung.CHAMPION_STALE_INPUTS,
                List.of("outlook"),
                1,
                "",
                "");
    }

    private static ForecastScore score(String series, ModelRef model) {
        return new ForecastScore(
                series,
                Target.LOAD,
                model,
                model.equals(CHAMPION) ? ModelRole.CHAMPION : ModelRole.SHADOW,
                LocalDate.parse("2026-11-20"),
                1,
                6,
                96,
                1.5,
                2,
                -0.5,
                0.02,
                0.6,
                1.1,
                0.51,
                0.79,
                0.9,
                3,
                Double.NaN,
                0,
                ForecastScore.Window.D7);
    }

    private static Verdict verdict() {
        return new Verdict(
                Scope.all(Target.LOAD),
                CHAMPION,
                SHADOW,
                "t",
                1,
                0.05,
                12,
                -0.5,
                Verdict.Decision.CHALLENGER_BETTER,
                NOON,
                10,
                -0.05,
                Double.NEGATIVE_INFINITY,
                -0.01);
    }
}
