package io.gridcast.training.search;

import io.gridcast.training.search.SuccessiveHalving.Trial;
import io.gridcast.training.xgboost.TreeParameters;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a search has found, and how that did against the standard on later blocks that the search has not seen.
 *
 * @param trials rung by rung, the best of a rung first
 * @param standard where the search began
 * @param found the winner of the last rung
 * @param errorsOfStandard from cross-validation, as in manifests
 * @param errorsOfFound likewise
 * @param lossName the name of the figure that decides
 */
public record SearchResult(
        SearchPlan plan,
        List<Trial> trials,
        TreeParameters standard,
        TreeParameters found,
        SortedMap<String, Double> errorsOfStandard,
        SortedMap<String, Double> errorsOfFound,
        String lossName) {
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /** Whether what was found is better on the blocks that the search has not seen. */
    public boolean isBetter() {
        return lossOfFound() < lossOfStandard();
    }

    /** What is taken: the standard, unless something better was found. */
    public TreeParameters taken() {
        return isBetter() ? found : standard;
    }

    /** The errors of what is taken, and beside them the losses that decided: {@code pinball_mw/search/standard} and {@code …/found}. */
    public SortedMap<String, Double> errors() {
        SortedMap<String, Double> errors = new TreeMap<>(isBetter() ? errorsOfFound : errorsOfStandard);
        if (!errors.isEmpty()) {
            errors.put(lossName + "/search/standard", lossOfStandard());
            errors.put(lossName + "/search/found", lossOfFound());
        }
        return errors;
    }

    /** What the manifest says of the search among its parameters. */
    public SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        described.put("search_candidates", Integer.toString(plan.candidates()));
        described.put("search_seed", Long.toString(plan.seed()));
        described.put("search_took", isBetter() ? "found" : "standard");
        return described;
    }

    /** The standard's pinball loss on the later blocks. */
    public double lossOfStandard() {
        return errorsOfStandard.getOrDefault(lossName, Double.NaN);
    }

    /** The pinball loss of what was found on the later blocks. */
    public double lossOfFound() {
        return errorsOfFound.getOrDefault(lossName, Double.NaN);
    }
}
