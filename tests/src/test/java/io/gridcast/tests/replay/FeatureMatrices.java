package io.gridcast.tests.replay;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.train.History;
import io.gridcast.core.features.FeatureMaker;
import io.gridcast.core.features.FeatureSchema;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.HeapBlocks;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Windows;
import io.gridcast.serdes.Topics;
import io.gridcast.training.dataset.IssueReplay;
import io.gridcast.training.dataset.IssueSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The feature matrices of some forecasts, by series, target and first slot; made by the engine, or the way that training makes them. */
final class FeatureMatrices {
    private final SortedMap<String, float[]> matrices = new TreeMap<>();

    private FeatureMatrices() {}

    /** What the engine scored up to {@code to}, as it says itself. */
    static FeatureMatrices ofStream(Platform platform, Instant to) {
        var made = new FeatureMatrices();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.FEATURES_SCORED, (scored, at) -> {
                    if (!scored.issuedAt().isAfter(to)) {
                        made.matrices.put(
                                name(scored.seriesId(), scored.target(), scored.firstSlot()), scored.matrix());
                    }
                }));
        return made;
    }

    /** What a model by this schema would be trained on, whole issues. */
    static FeatureMatrices ofTraining(History history, FeatureSchema schema, Instant from, Instant to) {
        var made = new FeatureMatrices();
        var knowledge = new Knowledge(new Windows(new HeapBlocks()));
        Map<String, FeatureMaker> makers = new HashMap<>();
        for (Series series : history.series()) {
            makers.put(series.seriesId(), new FeatureMaker(schema, series, knowledge));
        }
        new IssueReplay(knowledge, IssueSchedule.DEFAULT.spikesWithin(CenterModel.SPIKES.within()))
                .run(history.events(), history.series(), schema.target(), from, to, issue -> {
                    String id = issue.series().seriesId();
                    FeatureMaker maker = Objects.requireNonNull(makers.get(id));
                    made.matrices.put(
                            name(id, issue.target(), issue.firstSlot()),
                            maker.make(issue.issuedAt(), issue.firstSlot(), issue.resolution(), issue.slots()));
                });
        return made;
    }

    /** How many forecasts there are of a target. */
    long count(Target target) {
        return matrices.keySet().stream()
                .filter(name -> name.contains(" " + target + " "))
                .count();
    }

    /**
     * Where two sides are not the same to the bit, a line each: values of the schema's target that differ, and forecasts that one of them has
     * and the other has not.
     */
    List<String> differencesFrom(FeatureMatrices other, FeatureSchema schema) {
        List<String> differences = new ArrayList<>();
        SortedSet<String> names = new TreeSet<>(matrices.keySet());
        names.addAll(other.matrices.keySet());
        names.removeIf(name -> !name.contains(" " + schema.target() + " "));
        for (String name : names) {
            float @Nullable [] one = matrices.get(name);
            float @Nullable [] counterpart = other.matrices.get(name);
            if (one == null || counterpart == null) {
                differences.add(name + " is missing on " + (one == null ? "this" : "the other") + " side");
            } else if (one.length != counterpart.length) {
                differences.add(name + " has " + one.length + " values, on the other side " + counterpart.length);
            } else {
                compare(name, one, counterpart, schema, differences);
            }
        }
        return differences;
    }

    private static void compare(
            String name, float[] one, float[] other, FeatureSchema schema, List<String> differences) {
        for (int i = 0; i < one.length; i++) {
            if (Float.floatToRawIntBits(one[i]) != Float.floatToRawIntBits(other[i])) {
                differences.add(name + " row " + i / schema.size() + " "
                        + schema.names().get(i % schema.size()) + ": " + one[i] + " and " + other[i]);
            }
        }
    }

    private static String name(String seriesId, Target target, Instant firstSlot) {
        return seriesId + " " + target + " " + firstSlot;
    }
}
