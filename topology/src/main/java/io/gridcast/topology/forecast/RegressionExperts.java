package io.gridcast.topology.forecast;

import io.gridcast.core.calendar.LocalDays;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileLevels;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Channels;
import io.gridcast.core.history.Window;
import io.gridcast.core.history.Windows;
import io.gridcast.core.linear.KernelPrice;
import io.gridcast.core.linear.Lear;
import io.gridcast.core.linear.LearFit;
import io.gridcast.topology.forecast.PendingRun.Expert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Regressions that are estimated anew in the stream. Of a zone's day-ahead price, at each issue: linear autoregressions, one expert a
 * calibration window, and a Gaussian process; and a linear autoregression of its load.
 */
final class RegressionExperts {
    /** The plain mean of all calibration windows; its version changes with its rules. */
    static final ModelRef MEAN = new ModelRef("lear", "2");

    /** The Gaussian process of the price. */
    static final ModelRef KERNEL = new ModelRef("kernel", "1");

    private final ForecastState state;
    private final Windows windows;
    private final LoadLearExpert load;
    private final Map<String, Known> known = new HashMap<>();

    RegressionExperts(ForecastState state, Windows windows, LearntStates states) {
        this.state = state;
        this.windows = windows;
        this.load = new LoadLearExpert(state, windows, states);
    }

    /** What each line expects; none for slots longer than an hour, or where too little is known. */
    List<Expert> of(Run run) {
        if (run.target() == Target.LOAD) {
            return load.of(run).map(List::of).orElse(List.of());
        }
        if (run.series().resolution().compareTo(Duration.ofHours(1)) > 0) {
            return List.of();
        }
        Known model = model(run.series());
        List<Expert> experts = new ArrayList<>();
        float[] byHour = new float[Lear.HOURS * QuantileLevels.COUNT];
        for (LearFit fit : model.lear.forecast(model.days.day(run.firstSlot().toEpochMilli()))) {
            fit.forecast(byHour);
            if (Quantiles.firstNotFinite(byHour, Lear.HOURS, QuantileLevels.COUNT) < 0) {
                experts.add(new Expert("lear-" + fit.spanDays(), bySlot(run, model.days, byHour)));
            }
        }
        return experts;
    }

    /** What the Gaussian process expects; empty for loads, for slots longer than an hour, and where too little is known. */
    Optional<float[]> kernel(Run run) {
        if (run.target() == Target.LOAD || run.series().resolution().compareTo(Duration.ofHours(1)) > 0) {
            return Optional.empty();
        }
        Known model = model(run.series());
        float[] byHour = new float[Lear.HOURS * QuantileLevels.COUNT];
        return model.kernel.forecast(model.days.day(run.firstSlot().toEpochMilli()), byHour)
                        && Quantiles.firstNotFinite(byHour, Lear.HOURS, QuantileLevels.COUNT) < 0
                ? Optional.of(bySlot(run, model.days, byHour))
                : Optional.empty();
    }

    /** The plain mean of what the windows expect. */
    static void mean(List<Expert> experts, float[] quantiles) {
        for (int i = 0; i < quantiles.length; i++) {
            double sum = 0;
            for (Expert expert : experts) {
                sum += expert.quantiles()[i];
            }
            quantiles[i] = (float) (sum / experts.size());
        }
    }

    /** Forgets what was kept for a series whose master data changed. */
    void forget(String seriesId) {
        known.remove(seriesId);
        load.forget(seriesId);
    }

    private Known model(Series series) {
        String zone = series.priceZone();
        List<String> outlooks = state.outlooks(zone);
        Known kept = known.get(series.seriesId());
        if (kept == null || !kept.outlooks.equals(outlooks)) {
            var days = new LocalDays(series.timeZone(), series.holidayRegion());
            Window price = windows.of(ChannelKey.zone(zone, Channels.PRICE_DAY_AHEAD));
            List<Window> inputs = outlooks.stream()
                    .map(variable -> windows.of(ChannelKey.zone(zone, Channels.outlook(variable))))
                    .toList();
            kept = new Known(outlooks, days, new Lear(days, price, inputs), new KernelPrice(days, price, inputs));
            known.put(series.seriesId(), kept);
        }
        return kept;
    }

    private static float[] bySlot(Run run, LocalDays days, float[] byHour) {
        float[] quantiles = new float[run.slots() * QuantileLevels.COUNT];
        long slotMs = run.firstSlot().toEpochMilli();
        for (int row = 0; row < run.slots(); row++) {
            int hour = days.minuteOfDay(slotMs) / 60;
            System.arraycopy(
                    byHour, hour * QuantileLevels.COUNT, quantiles, row * QuantileLevels.COUNT, QuantileLevels.COUNT);
            slotMs += run.series().resolution().toMillis();
        }
        return quantiles;
    }

    /** Models, and the outlooks that they were made for. */
    private record Known(List<String> outlooks, LocalDays days, Lear lear, KernelPrice kernel) {}
}
