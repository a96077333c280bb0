package io.gridcast.topology.load;

import static io.gridcast.core.grid.QualityAction.SET_ASIDE;
import static io.gridcast.core.grid.QualityAction.USED;
import static io.gridcast.core.grid.QualityAction.USED_WITH_FLAG;

import io.gridcast.core.grid.QualityAction;
import io.gridcast.core.grid.QualityRule;
import io.gridcast.core.grid.ScadaMeasurement;
import io.gridcast.core.grid.ScadaQuality;
import io.gridcast.state.Ledger;
import io.gridcast.topology.load.ScadaHistory.Point;

/** Checks SCADA measurements; keeps the next slot that SCADA has to close for each series. */
final class ScadaIntake {
    /** No series has more power than this, so that a mean over an hour cannot overflow. */
    private static final double ABSURD_MW = 1e6;

    private final long graceMs;
    private final long toleranceMs;
    private final SeriesCatalogue catalogue;
    private final ScadaHistory history;
    private final Ledger<String, Long> nextSlots;
    private final Findings findings;

    ScadaIntake(
            LoadObservationConfig config,
            SeriesCatalogue catalogue,
            ScadaHistory history,
            Ledger<String, Long> nextSlots,
            Findings findings) {
        this.graceMs = config.grace().toMillis();
        this.toleranceMs = config.tolerance().toMillis();
        this.catalogue = catalogue;
        this.history = history;
        this.nextSlots = nextSlots;
        this.findings = findings;
    }

    /** Checks and keeps a measurement; true if it was kept. */
    boolean take(ScadaMeasurement measurement, long tickMs) {
        SeriesFacts facts = catalogue.facts(measurement.seriesId());
        long atMs = measurement.measuredAt().toEpochMilli();
        if (facts == null || facts.isTotal()) {
            return refuse(measurement, QualityRule.UNKNOWN_SERIES, Double.NaN, "series is unknown or a total", tickMs);
        }
        if (measurement.quality() == ScadaQuality.INVALID) {
            return refuse(measurement, QualityRule.INVALID_SCADA, Double.NaN, "marked as invalid", tickMs);
        }
        if (!Double.isFinite(measurement.powerMw())) {
            return refuse(measurement, QualityRule.NOT_A_NUMBER, Double.NaN, "power is no number", tickMs);
        }
        if (Math.abs(measurement.powerMw()) > ABSURD_MW) {
            return refuse(measurement, QualityRule.INVALID_SCADA, ABSURD_MW, "power (value, MW) is absurd", tickMs);
        }
        if (atMs > tickMs + toleranceMs) {
            return refuse(
                    measurement, QualityRule.FROM_THE_FUTURE, Double.NaN, "measured after the tick behind it", tickMs);
        }
        Long open = nextSlots.get(measurement.seriesId());
        if (open == null) {
            open = facts.slotOf(Math.max(atMs, facts.slotOf(tickMs - graceMs)));
            nextSlots.put(measurement.seriesId(), open);
        }
        if (atMs < open) {
            return refuse(measurement, QualityRule.LATE, Double.NaN, "its slot has been closed", tickMs);
        }
        return keep(measurement, new SlotRef(measurement.seriesId(), atMs), tickMs);
    }

    private boolean keep(ScadaMeasurement measurement, SlotRef instant, long tickMs) {
        var point = new Point(Math.round(measurement.powerMw() * 1e6), measurement.quality());
        Point before = history.at(instant);
        if (point.equals(before)) {
            return refuse(measurement, QualityRule.DUPLICATE, Double.NaN, "the same one came before", tickMs);
        }
        history.put(instant, point);
        if (before != null) {
            report(
                    measurement,
                    QualityRule.CORRECTION,
                    before.powerW() / 1e6,
                    USED,
                    "power (value, MW) replaces one that came before (limit, MW)",
                    tickMs);
        }
        if (measurement.quality() == ScadaQuality.QUESTIONABLE) {
            report(
                    measurement,
                    QualityRule.INVALID_SCADA,
                    Double.NaN,
                    USED_WITH_FLAG,
                    "marked as questionable",
                    tickMs);
        }
        return true;
    }

    private boolean refuse(ScadaMeasurement measurement, QualityRule rule, double limit, String detail, long tickMs) {
        report(measurement, rule, limit, SET_ASIDE, detail, tickMs);
        return false;
    }

    private void report(
            ScadaMeasurement measurement,
            QualityRule rule,
            double limit,
            QualityAction action,
            String detail,
            long tickMs) {
        findings.report(
                measurement.seriesId(),
                rule,
                measurement.measuredAt().toEpochMilli(),
                measurement.powerMw(),
                limit,
                action,
                detail,
                tickMs);
    }
}
