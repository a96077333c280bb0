package io.gridcast.topology.load;

import static io.gridcast.core.grid.QualityAction.SET_ASIDE;
import static io.gridcast.core.grid.QualityAction.USED;
import static io.gridcast.core.grid.QualityAction.USED_WITH_FLAG;

import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.ReadingQuality;
import io.gridcast.topology.load.MeterState.Assignment;

/** Checks one reading after the other, and books the good ones. The path of every reading: keep it lean. */
final class ReadingJudge {
    /** No interval of one meter has more energy than this, so that sums of a thousand such meters cannot overflow. */
    private static final double ABSURD_KWH = 9e9;

    private static final double MILLI_WH_PER_KWH = 1e6;
    private static final double HOUR_MS = 3_600_000;

    private final LoadObservationConfig config;
    private final long graceMs;
    private final long lateMs;
    private final MeterBook meters;
    private final ShareBook shares;
    private final Findings findings;

    ReadingJudge(LoadObservationConfig config, MeterBook meters, ShareBook shares, Findings findings) {
        this.config = config;
        this.graceMs = config.grace().toMillis();
        this.lateMs = config.late().toMillis();
        this.meters = meters;
        this.shares = shares;
        this.findings = findings;
    }

    /** Sets a reading aside whose interval ends after the tick that should have come behind it. */
    void refuseFuture(MeterReading reading, long endMs, long tickMs) {
        report(
                reading,
                QualityRule.FROM_THE_FUTURE,
                seconds(endMs),
                seconds(tickMs),
                SET_ASIDE,
                "interval ends (value) after the tick (limit), both in seconds since 1970",
                tickMs);
    }

    /**
     * Checks and books a reading.
     *
     * @param tickMs the last tick in front of it
     */
    void judge(MeterReading reading, long tickMs) {
        long startMs = reading.intervalStart().toEpochMilli();
        long intervalMs = reading.interval().toMillis();
        long endMs = startMs + intervalMs;
        MeterState meter = meters.meter(reading.meterId());
        Assignment assignment = meter == null ? null : meter.assignmentOf(startMs, endMs);
        if (meter == null || assignment == null) {
            report(
                    reading,
                    QualityRule.UNKNOWN_METER,
                    Double.NaN,
                    Double.NaN,
                    SET_ASIDE,
                    "meter is assigned to no series all through this interval",
                    tickMs);
            return;
        }
        SeriesShare share = shares.share(assignment.seriesId());
        SeriesFacts facts = share == null ? null : share.facts();
        if (facts == null || facts.isTotal()) {
            report(
                    reading,
                    QualityRule.UNKNOWN_SERIES,
                    Double.NaN,
                    Double.NaN,
                    SET_ASIDE,
                    "meter is assigned to a series that is unknown or a total of others",
                    tickMs);
            return;
        }
        long resolutionMs = facts.resolutionAt(startMs);
        if (intervalMs <= 0 || resolutionMs % intervalMs != 0 || Math.floorMod(startMs, intervalMs) != 0) {
            report(
                    reading,
                    QualityRule.WRONG_INTERVAL,
                    intervalMs / 1000.0,
                    resolutionMs / 1000.0,
                    SET_ASIDE,
                    "interval (value, s) must divide the series' resolution (limit, s) and start at a multiple of itself",
                    tickMs);
            return;
        }
        if (isPlausible(reading, assignment, intervalMs, endMs, tickMs)) {
            book(reading, meter, assignment.seriesId(), startMs, intervalMs, resolutionMs, tickMs);
        }
    }

    private boolean isPlausible(MeterReading reading, Assignment assignment, long intervalMs, long endMs, long tickMs) {
        double energyKwh = reading.energyKwh();
        if (!Double.isFinite(energyKwh)) {
            report(reading, QualityRule.NOT_A_NUMBER, energyKwh, Double.NaN, SET_ASIDE, "energy is no number", tickMs);
            return false;
        }
        double meanKw = energyKwh * (HOUR_MS / intervalMs);
        if (meanKw < assignment.minimumKw() || energyKwh < -ABSURD_KWH) {
            report(
                    reading,
                    QualityRule.BELOW_MINIMUM,
                    meanKw,
                    assignment.minimumKw(),
                    SET_ASIDE,
                    "mean power (value, kW) is below the meter's minimum (limit, kW)",
                    tickMs);
            return false;
        }
        if (meanKw > assignment.maximumKw() || energyKwh > ABSURD_KWH) {
            report(
                    reading,
                    QualityRule.ABOVE_MAXIMUM,
                    meanKw,
                    assignment.maximumKw(),
                    SET_ASIDE,
                    "mean power (value, kW) is above the meter's maximum (limit, kW)",
                    tickMs);
            return false;
        }
        if (endMs < tickMs - lateMs) {
            report(
                    reading,
                    QualityRule.TOO_LATE,
                    (tickMs - endMs) / 1000.0,
                    lateMs / 1000.0,
                    SET_ASIDE,
                    "reading is older (value, s) than is still used (limit, s)",
                    tickMs);
            return false;
        }
        return true;
    }

    private void book(
            MeterReading reading,
            MeterState meter,
            String seriesId,
            long startMs,
            long intervalMs,
            long resolutionMs,
            long tickMs) {
        String meterId = reading.meterId();
        if (!meter.reportsOnlyAt(intervalMs)) {
            if (meters.hasOtherWithin(meterId, meter, intervalMs, startMs, startMs + intervalMs)) {
                report(
                        reading,
                        QualityRule.WRONG_INTERVAL,
                        intervalMs / 1000.0,
                        Double.NaN,
                        SET_ASIDE,
                        "meter has already reported this time at another interval",
                        tickMs);
                return;
            }
            if (meter.reportedAt(intervalMs)) {
                meters.keep(meterId, meter);
            }
        }
        int epochDay = MeterDay.epochDay(startMs);
        var key = MeterDay.Key.of(meterId, intervalMs, epochDay);
        MeterDay day = meters.day(key, epochDay);
        int index = MeterDay.index(startMs, intervalMs);
        long energy = Math.round(reading.energyKwh() * MILLI_WH_PER_KWH);
        boolean stuck =
                energy != 0 && meters.isStuck(day, meterId, intervalMs, startMs, energy, config.stuckIntervals());
        long cell = MeterDay.reported(energy, stuck || reading.quality() != ReadingQuality.MEASURED);
        long before = day.cell(index);
        if (cell == before) {
            report(
                    reading,
                    QualityRule.DUPLICATE,
                    reading.energyKwh(),
                    Double.NaN,
                    SET_ASIDE,
                    "the same reading (value, kWh) came before",
                    tickMs);
            return;
        }
        day.set(index, cell);
        meters.keep(key, day);
        addUp(seriesId, startMs, resolutionMs, before, cell, intervalMs);
        if (stuck) {
            report(
                    reading,
                    QualityRule.STUCK,
                    reading.energyKwh(),
                    config.stuckIntervals(),
                    USED_WITH_FLAG,
                    "meter has reported this energy (value, kWh) for so many intervals (limit) at least",
                    tickMs);
        }
        reportTiming(reading, before, startMs, resolutionMs, tickMs);
    }

    private void addUp(String seriesId, long startMs, long resolutionMs, long before, long cell, long intervalMs) {
        long slotMs = startMs - Math.floorMod(startMs, resolutionMs);
        int epochDay = MeterDay.epochDay(slotMs);
        var key = SlotSums.Key.of(seriesId, resolutionMs, epochDay);
        SlotSums sums = shares.sums(key, epochDay);
        int slot = MeterDay.index(slotMs, resolutionMs);
        if (before != MeterDay.MISSING) {
            sums.remove(slot, before, intervalMs);
        }
        sums.add(slot, cell, intervalMs);
        shares.markDue(sums, seriesId, slotMs, resolutionMs);
        shares.keep(key, sums);
    }

    private void reportTiming(MeterReading reading, long before, long startMs, long resolutionMs, long tickMs) {
        if (before != MeterDay.MISSING && !MeterDay.isEstimated(before)) {
            double beforeKwh = MeterDay.energyMilliWh(before) / MILLI_WH_PER_KWH;
            report(
                    reading,
                    QualityRule.CORRECTION,
                    reading.energyKwh(),
                    beforeKwh,
                    USED,
                    "reading (value, kWh) replaces one that came before (limit, kWh)",
                    tickMs);
            return;
        }
        long closedMs = startMs - Math.floorMod(startMs, resolutionMs) + resolutionMs + graceMs;
        if (closedMs <= tickMs) {
            report(
                    reading,
                    QualityRule.LATE,
                    (tickMs - closedMs) / 1000.0,
                    0,
                    USED,
                    "reading came so long (value, s) after the grace of its slot",
                    tickMs);
        }
    }

    private void report(
            MeterReading reading,
            QualityRule rule,
            double value,
            double limit,
            QualityAction action,
            String detail,
            long tickMs) {
        findings.report(
                reading.meterId(), rule, reading.intervalStart().toEpochMilli(), value, limit, action, detail, tickMs);
    }

    private static double seconds(long timeMs) {
        return timeMs / 1000.0;
    }
}
