package io.gridcast.app.live;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Errors and band coverage of the newest scored day, by target, role, model and lead time, over all series: errors as a share of those of
 * the same hour a week before, for megawatts of large and small series cannot be averaged. Who is not scored any more goes after a week.
 *
 * <p>For one thread.
 */
final class ScoreFigures {
    private static final int KEPT_DAYS = 7;

    private final Map<Place, Totals> places = new HashMap<>();
    private final MultiGauge errors;
    private final MultiGauge coverage;
    private LocalDate newest = LocalDate.MIN;

    ScoreFigures(MeterRegistry metrics) {
        errors = MultiGauge.builder("gridcast.score.rmae")
                .description(
                        "Mean absolute error over that of the same hour a week before, newest scored day, all series")
                .register(metrics);
        coverage = MultiGauge.builder("gridcast.score.band.coverage")
                .description("Share of observations inside a band, newest scored day, all series")
                .register(metrics);
    }

    private record Place(Target target, ModelRole role, ModelRef model, int fromHours, int toHours) {
        static Place of(ForecastScore score) {
            return new Place(score.target(), score.role(), score.model(), score.leadFromHours(), score.leadToHours());
        }

        Tags tags() {
            return Tags.of(
                    "target",
                    EngineFigures.word(target),
                    "role",
                    EngineFigures.word(role),
                    "model",
                    model.toString(),
                    "lead",
                    fromHours + "-" + toHours + "h");
        }
    }

    private static final class Totals {
        private LocalDate day = LocalDate.MIN;
        private double error;
        private double weekError;
        private double slots;
        private final double[] inside = new double[3];

        void add(ForecastScore score) {
            if (score.day().isAfter(day)) {
                day = score.day();
                error = 0;
                weekError = 0;
                slots = 0;
                Arrays.fill(inside, 0);
            } else if (score.day().isBefore(day)) {
                return;
            }
            slots += score.n();
            inside[0] += score.cover50() * score.n();
            inside[1] += score.cover80() * score.n();
            inside[2] += score.cover90() * score.n();
            if (Double.isFinite(score.naiveWeekMae())) {
                error += score.mae() * score.n();
                weekError += score.naiveWeekMae() * score.n();
            }
        }
    }

    /** Takes a score; those of other windows than a day, and revised ones, change nothing. */
    void scored(ForecastScore score) {
        if (score.window() != ForecastScore.Window.DAY || score.revision() > 0 || score.n() == 0) {
            return;
        }
        places.computeIfAbsent(Place.of(score), place -> new Totals()).add(score);
        if (score.day().isAfter(newest)) {
            newest = score.day();
            places.values().removeIf(totals -> totals.day.isBefore(newest.minusDays(KEPT_DAYS)));
        }
    }

    /** Shows what has come since the last call. */
    void publish() {
        List<MultiGauge.Row<?>> errorRows = new ArrayList<>();
        List<MultiGauge.Row<?>> coverageRows = new ArrayList<>();
        places.forEach((place, totals) -> {
            if (totals.weekError > 0) {
                errorRows.add(MultiGauge.Row.of(place.tags(), totals.error / totals.weekError));
            }
            if (Double.isFinite(totals.inside[1])) {
                coverageRows.add(band(place, "50", totals.inside[0] / totals.slots));
                coverageRows.add(band(place, "80", totals.inside[1] / totals.slots));
                coverageRows.add(band(place, "90", totals.inside[2] / totals.slots));
            }
        });
        errors.register(errorRows, true);
        coverage.register(coverageRows, true);
    }

    private static MultiGauge.Row<?> band(Place place, String percent, double share) {
        return MultiGauge.Row.of(place.tags().and("band", percent), share);
    }
}
