package io.gridcast.topology.serving;

import java.util.Locale;

/** Kinds of records in the stores; a store's keys begin with one. */
public enum ServedKind {
    /** Newest by series: what is known of the series itself. */
    SERIES,
    /** Newest by series, and by series and slot: observed loads. */
    LOAD,
    /** Newest by series and target, and by these and time of issue: forecasts. */
    FORECAST,
    /** Newest by series, target and model: forecasts of shadows. */
    SHADOW,
    /** Newest by series, target, window, model and lead time, and by these and day: scores. */
    SCORE,
    /** By series, and of all series, and time of detection: drift. */
    DRIFT,
    /** By series or meter, and of all of them, and time of the record: findings about data. */
    QUALITY,
    /** By zone, product and start of delivery: prices. */
    PRICE,
    /** By zone and time of issue: outlooks. */
    OUTLOOK,
    /** Newest by zone, product, side and threshold, and by zone and time of issue: risks of price spikes. */
    SPIKE,
    /** Newest by pack hash: commands that publish packs of people who are trusted. */
    PACK,
    /** Newest by model version: audit entries of publications. */
    VERSION,
    /** Newest by scope: deployments. */
    DEPLOYMENT,
    /** By time of decision: verdicts. */
    VERDICT,
    /** Newest by sequence: all audit entries. */
    AUDIT;

    /** As it stands in keys. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
