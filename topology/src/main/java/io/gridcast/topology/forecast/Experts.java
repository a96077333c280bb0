package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.topology.forecast.PendingRun.Expert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What all experts say about a run, at the standard levels, each under the name by which it is known from run to run. */
final class Experts {
    /** The name of whoever leads, champion, canary or stand-in: a new champion takes over what the one before was worth. */
    static final String LEAD = "champion";

    private static final float[] SILENT = {};

    private final List<Expert> all = new ArrayList<>();
    private final List<ModelRef> models = new ArrayList<>();

    /** Adds an expert; one whose quantiles have other levels cannot be mixed. */
    void add(String name, Made made) {
        if (made.isStandard()) {
            add(new Expert(name, made.quantiles()), made.model());
        }
    }

    void add(Expert expert, ModelRef model) {
        all.add(expert);
        models.add(model);
    }

    /** What experts said, by their places among {@code names}; of length 0 for one that said nothing. */
    static float[][] byPlace(List<String> names, List<Expert> experts) {
        float[][] quantiles = new float[names.size()][];
        Arrays.fill(quantiles, SILENT);
        for (Expert expert : experts) {
            quantiles[names.indexOf(expert.name())] = expert.quantiles();
        }
        return quantiles;
    }

    List<Expert> all() {
        return all;
    }

    ModelRef model(int index) {
        return models.get(index);
    }
}
