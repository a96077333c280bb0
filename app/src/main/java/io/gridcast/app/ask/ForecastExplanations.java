package io.gridcast.app.ask;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.AuditedVersions;
import io.gridcast.app.models.PublishedChunks;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.explain.Explanation;
import io.gridcast.core.explain.ForecastExplainer;
import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Target;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Explains forecasts that were issued: finds the forecast, the features that it was scored on and the pack of its model on their topics.
 * Packs that were read are kept. Thread-safe.
 */
public final class ForecastExplanations {
    private final Platform platform;
    private final Map<ModelRef, ForecastExplainer> explainers = new ConcurrentHashMap<>();

    /** Of what lies on this platform. */
    public ForecastExplanations(Platform platform) {
        this.platform = platform;
    }

    /**
     * Explains the newest forecast of a series.
     *
     * @param at only what was issued until then counts; empty for all
     * @throws ExplainedException if there is no such forecast, it was made without trees, or what it was made from is on no topic any more
     */
    public Explanation explain(String seriesId, Target target, Optional<Instant> at) {
        return explain(IssuedForecasts.read(platform, seriesId, at).requireNewest(target));
    }

    /**
     * Explains a forecast.
     *
     * @throws ExplainedException if it was made without trees, or what it was made from is on no topic any more
     */
    public Explanation explain(Forecast forecast) {
        if (forecast.featuresHash().isEmpty()) {
            throw new ExplainedException(
                    "run " + forecast.runId() + " was led by " + forecast.model() + ", on rung "
                            + forecast.rung().number(),
                    "it was made without features, so there is nothing to share it among",
                    "ask for a time (--at) at which a model of trees led");
        }
        ScoredFeatures scored = scored(forecast);
        return explainers.computeIfAbsent(forecast.model(), this::explainer).explain(forecast, scored);
    }

    private ScoredFeatures scored(Forecast forecast) {
        var found = new AtomicReference<ScoredFeatures>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .since(Topics.FEATURES_SCORED, forecast.issuedAt())
                        .valuesOf(Topics.FEATURES_SCORED, forecast.seriesId(), (scored, at) -> {
                            if (scored.runId().equals(forecast.runId())
                                    && scored.hash().equals(forecast.featuresHash())) {
                                found.set(scored);
                            }
                        }));
        ScoredFeatures scored = found.get();
        if (scored == null) {
            throw new ExplainedException(
                    "the features of run " + forecast.runId() + " are not on " + Topics.FEATURES_SCORED.name(),
                    "what the model saw is not known",
                    "ask for a newer forecast, or keep that topic longer (retention.ms)");
        }
        return scored;
    }

    private ForecastExplainer explainer(ModelRef model) {
        String hash = AuditedVersions.read(platform)
                .packOf(model.toString())
                .orElseThrow(() -> new ExplainedException(
                        model + " is not published on " + platform.description(),
                        "what it is made of is not known",
                        "ask for a forecast by a model that `gridcast models list` shows"));
        return ForecastExplainer.of(new PublishedChunks(platform).pack(hash));
    }
}
