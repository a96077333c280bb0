package io.gridcast.app.rest;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;

/** Kinds of events, each a topic. */
enum EventKind {
    FORECAST(Topics.FORECASTS, true),
    OBSERVED(Topics.LOAD_OBSERVED, true),
    SPIKE(Topics.PRICE_SPIKES, true),
    SCORE(Topics.FORECASTS_SCORES, true),
    DRIFT(Topics.DRIFT_EVENTS, true),
    QUALITY(Topics.DATA_QUALITY, true),
    VERDICT(Topics.MODELS_VERDICTS, false),
    DEPLOYMENT(Topics.MODELS_DEPLOYMENTS, false);

    private final Topic<?> topic;
    private final boolean isAboutOne;

    EventKind(Topic<?> topic, boolean isAboutOne) {
        this.topic = topic;
        this.isAboutOne = isAboutOne;
    }

    /** Where its records lie. */
    Topic<?> topic() {
        return topic;
    }

    /** Whether it is about one series, meter or zone; the others are about models, and everybody's. */
    boolean isAboutOne() {
        return isAboutOne;
    }
}
