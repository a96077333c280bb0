package io.gridcast.topology.verdict;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The losses of one day, by target and series, in order. */
final class DayLosses {
    private final NavigableMap<String, List<DailyLoss>> bySeries = new TreeMap<>();

    /** The losses of one day and target. */
    DayLosses(Collection<DailyLoss> all, Target target) {
        for (DailyLoss loss : all) {
            if (loss.key().target() == target) {
                bySeries.computeIfAbsent(loss.key().seriesId(), series -> new ArrayList<>())
                        .add(loss);
            }
        }
    }

    /** The series of a scope that anything is known of. */
    List<String> series(Scope scope) {
        List<String> inside = new ArrayList<>();
        bySeries.forEach((series, losses) -> {
            String subject = scope.subject();
            if (subject.equals("*")
                    || subject.equals("series:" + series)
                    || subject.equals("zone:" + losses.get(0).zone())) {
                inside.add(series);
            }
        });
        return inside;
    }

    /** The zone of a series; empty where it is not known. */
    Optional<String> zone(String seriesId) {
        return Optional.ofNullable(bySeries.get(seriesId))
                .map(losses -> losses.get(0).zone());
    }

    /**
     * What a model lost on a series; in the role in which it forecast most, where it had several. What it said on its own, as an expert,
     * counts before what it led, so that models are compared and not the mixture with one of them.
     */
    Optional<DailyLoss> of(String seriesId, ModelRef model) {
        return most(seriesId, Optional.of(model), Optional.empty());
    }

    /** What the model lost on its own that led the forecasts that counted: in this unit it is compared with others. */
    Optional<DailyLoss> ofChampion(String seriesId) {
        return most(seriesId, Optional.empty(), Optional.of(ModelRole.CHAMPION))
                .flatMap(led -> of(seriesId, led.key().model()));
    }

    private Optional<DailyLoss> most(String seriesId, Optional<ModelRef> model, Optional<ModelRole> role) {
        DailyLoss most = null;
        for (DailyLoss loss : bySeries.getOrDefault(seriesId, List.of())) {
            boolean fits = model.map(loss.key().model()::equals).orElse(true)
                    && role.map(loss.key().role()::equals).orElse(true);
            boolean isOwn = loss.key().role() == ModelRole.EXPERT;
            if (fits && (most == null || loss.n() > most.n() || (isOwn && loss.n() == most.n()))) {
                most = loss;
            }
        }
        return Optional.ofNullable(most);
    }
}
