package io.gridcast.training;

import io.gridcast.core.features.FeatureGroup;
import io.gridcast.core.grid.Target;
import io.gridcast.training.dataset.Dataset;
import io.gridcast.training.search.FeatureSelection;
import io.gridcast.training.search.ParameterSearch;
import io.gridcast.training.search.SearchPlan;
import io.gridcast.training.search.SearchResult;
import io.gridcast.training.search.SelectionResult;
import io.gridcast.training.search.SuccessiveHalving.Trial;
import io.gridcast.training.validation.CrossValidation;
import io.gridcast.training.validation.ValidationScores;
import io.gridcast.training.xgboost.TreeParameters;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Chooses features and parameters of trees, as the options ask for, and says what errors trees that are grown so have. */
final class TreeChoice {
    private final Trainer.Options options;
    private final TrainingListener listener;

    TreeChoice(Trainer.Options options, TrainingListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * What was chosen.
     *
     * @param data with the columns that trees see
     * @param errors from cross-validation, for the manifest
     * @param notes how it was chosen, for the manifest's parameters
     */
    record Chosen(
            Dataset data,
            TreeParameters parameters,
            SortedMap<String, Double> errors,
            SortedMap<String, String> notes) {
        SortedMap<String, String> described(TreeParameters grown) {
            SortedMap<String, String> described = grown.asText();
            described.putAll(notes);
            return described;
        }
    }

    Chosen of(Dataset all) {
        SortedMap<String, String> notes = new TreeMap<>();
        Target target = all.schema().target();
        if (options.underCosts(target) != 1) {
            notes.put("under_costs", Double.toString(options.underCosts(target)));
        }
        Dataset data = options.isSelecting() ? selected(all, notes) : all;
        if (options.search().isEmpty()) {
            return new Chosen(data, options.parameters(), errors(data, options.parameters()), notes);
        }
        SearchResult result = search(data, options.search().get());
        notes.putAll(result.described());
        return new Chosen(data, result.taken(), result.errors(), notes);
    }

    private Dataset selected(Dataset all, SortedMap<String, String> notes) {
        FeatureSelection.Result selection =
                new FeatureSelection(options.validation(), options.parameters(), listener::selecting).run(all);
        Dataset data = all.select(selection.schema());
        listener.selected(new SelectionResult(
                selection, errors(all, options.parameters()), errors(data, options.parameters()), pinball(data)));
        notes.put(
                "features_dropped",
                selection.dropped().stream().map(FeatureGroup::toString).collect(Collectors.joining(",")));
        return data;
    }

    private SearchResult search(Dataset data, SearchPlan plan) {
        TreeParameters standard = options.parameters();
        List<Trial> trials = new ParameterSearch(options.validation(), standard, plan, listener::searching).run(data);
        TreeParameters found = ParameterSearch.winner(trials);
        SortedMap<String, Double> before = errors(data, standard);
        SortedMap<String, Double> after = found.equals(standard) ? before : errors(data, found);
        var result = new SearchResult(plan, trials, standard, found, before, after, pinball(data));
        listener.searched(result);
        return result;
    }

    private static String pinball(Dataset data) {
        return "pinball" + ValidationScores.unit(data.schema().target());
    }

    private SortedMap<String, Double> errors(Dataset data, TreeParameters parameters) {
        double underCosts = options.underCosts(data.schema().target());
        return new CrossValidation(options.validation(), parameters, underCosts, listener::stage).run(data);
    }
}
