package io.gridcast.core.drift;

import java.util.Locale;

/** What finds drift; the name on events is {@link #word}. */
public enum Detector {
    /** Data drift: {@link PlaceWindow#stabilityIndex} of a feature. */
    PSI,
    /** Data drift in few days: {@link PlaceWindow#largestDistance} of a feature. */
    KS,
    /** Output drift: either of these of what the model puts out. */
    OUTPUT,
    /** Concept drift: {@link Adwin} on errors. */
    ADWIN,
    /** Concept drift: {@link PageHinkley} on errors. */
    PAGE_HINKLEY,
    /** Performance: {@link ErrorChart} on errors. */
    PERFORMANCE,
    /** What is wrong with the inputs themselves. */
    INPUT_HEALTH;

    /** Lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
