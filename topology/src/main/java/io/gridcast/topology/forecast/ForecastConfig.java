package io.gridcast.topology.forecast;

import static io.gridcast.core.check.Checks.require;
import static io.gridcast.core.check.Checks.requirePositive;

import io.gridcast.core.grid.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

/**
 * How forecasts are issued.
 *
 * @param seriesPartitions partitions of the topics that are keyed by series ({@code partitions.series}, default 4)
 * @param zonePartitions partitions of the topics that are keyed by zone ({@code partitions.zones}, default 1)
 * @param every how often a load forecast is issued ({@code forecast.every}, default 1 h), a divisor of a day
 * @param horizon how far ahead it reaches ({@code forecast.horizon}, default 48 h), a multiple of {@code every}
 * @param patience how long an issue waits for its last slot to close ({@code forecast.patience}, default 10 min); longer than the
 *     grace of a slot
 * @param gateClosure local time at which the day-ahead auction closes ({@code price.gate-closure}, default 12:00)
 * @param gateLead how long before the gate the price forecast is issued ({@code price.gate-lead}, default 1 h)
 * @param from no forecast is issued before ({@code forecast.from}, default the epoch): what lies before is history
 * @param maxFaults how many faults take a model out, in one task, since it took its role ({@code models.max-faults}, default 3)
 * @param keepPrevious how long the new champion must go without a fault before the one before it is let go ({@code
 *     models.keep-previous}, default 7 days)
 * @param isFused whether experts are mixed with the champion ({@code forecast.fusion}, default true)
 * @param isCalibrated whether bands are calibrated online ({@code forecast.calibration}, default true)
 * @param spikeAlertsPerWeek how many alerts of price spikes there may be a week, zone and event ({@code spikes.alerts-per-week}, default
 *     2); packs name the levels of some budgets, the largest one that is not above it holds
 * @param maxRecordBytes largest record that is sent ({@code gridcast.max.record.bytes}, default 1 MB)
 * @param blocksInHeap decoded days of channels kept in heap a task ({@code windows.blocks-in-heap}, default 20,000)
 */
public record ForecastConfig(
        int seriesPartitions,
        int zonePartitions,
        Duration every,
        Duration horizon,
        Duration patience,
        LocalTime gateClosure,
        Duration gateLead,
        Instant from,
        int maxFaults,
        Duration keepPrevious,
        boolean isFused,
        boolean isCalibrated,
        double spikeAlertsPerWeek,
        int maxRecordBytes,
        int blocksInHeap) {
    public ForecastConfig {
        require(seriesPartitions > 0, "partitions.series is " + seriesPartitions + ", must be at least 1");
        require(zonePartitions > 0, "partitions.zones is " + zonePartitions + ", must be at least 1");
        requirePositive("forecast.every", every);
        requirePositive("forecast.horizon", horizon);
        requirePositive("forecast.patience", patience);
        requirePositive("price.gate-lead", gateLead);
        require(
                Duration.ofDays(1).toMillis() % every.toMillis() == 0,
                "forecast.every is " + every + ", must divide a day");
        require(
                horizon.toMillis() % every.toMillis() == 0,
                "forecast.horizon is " + horizon + ", must be a multiple of forecast.every (" + every + ")");
        require(maxFaults >= 1, "models.max-faults is " + maxFaults + ", must be at least 1");
        require(!keepPrevious.isNegative(), "models.keep-previous is " + keepPrevious + ", must not be negative");
        require(spikeAlertsPerWeek > 0, "spikes.alerts-per-week is " + spikeAlertsPerWeek + ", must be more than 0");
        require(
                maxRecordBytes >= 65_536,
                "gridcast.max.record.bytes is " + maxRecordBytes + ", must be at least 65536");
        require(blocksInHeap >= 100, "windows.blocks-in-heap is " + blocksInHeap + ", must be at least 100");
    }

    /** The defaults, for a given number of partitions. */
    public static ForecastConfig defaults(int seriesPartitions, int zonePartitions) {
        return new ForecastConfig(
                seriesPartitions,
                zonePartitions,
                Duration.ofHours(1),
                Duration.ofHours(48),
                Duration.ofMinutes(10),
                LocalTime.NOON,
                Duration.ofHours(1),
                Instant.EPOCH,
                3,
                Duration.ofDays(7),
                true,
                true,
                2,
                1_000_000,
                20_000);
    }

    /** How often a series or zone gets a forecast of a target: of a load {@link #every}, of prices each day. */
    public Duration interval(Target target) {
        return target == Target.LOAD ? every : Duration.ofDays(1);
    }

    /** The same, but silent before {@code first}. */
    public ForecastConfig from(Instant first) {
        return changed(first, isFused, isCalibrated);
    }

    /** The same, but the champion alone, as it is. */
    public ForecastConfig plain() {
        return changed(from, false, false);
    }

    private ForecastConfig changed(Instant first, boolean fused, boolean calibrated) {
        return new ForecastConfig(
                seriesPartitions,
                zonePartitions,
                every,
                horizon,
                patience,
                gateClosure,
                gateLead,
                first,
                maxFaults,
                keepPrevious,
                fused,
                calibrated,
                spikeAlertsPerWeek,
                maxRecordBytes,
                blocksInHeap);
    }
}
