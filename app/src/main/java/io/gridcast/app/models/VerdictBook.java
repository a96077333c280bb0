package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.Verdict;
import io.gridcast.serdes.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All verdicts that were sent, in their order.
 *
 * @param verdicts one a pair and day
 */
public record VerdictBook(List<Verdict> verdicts) {
    public VerdictBook {
        verdicts = List.copyOf(verdicts);
    }

    /** Reads the topic to its end. */
    public static VerdictBook read(Platform platform) {
        List<Verdict> all = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(Topics.MODELS_VERDICTS, (verdict, at) -> all.add(verdict)));
        return new VerdictBook(all);
    }

    /** The newest verdict of each pair, by scope, the newest pairs first; {@code scope} empty for all. */
    public List<Verdict> newest(Optional<String> scope) {
        Map<String, Verdict> byPair = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            if (scope.map(verdict.scope().toString()::equals).orElse(true)) {
                byPair.put(verdict.scope() + " " + verdict.champion() + " " + verdict.challenger(), verdict);
            }
        }
        return byPair.values().stream()
                .sorted(Comparator.comparing(
                                (Verdict verdict) -> verdict.scope().toString())
                        .thenComparing(Verdict::decidedAt, Comparator.reverseOrder())
                        .thenComparing(verdict -> verdict.challenger().toString()))
                .toList();
    }

    /** The verdicts of a pair since it was last begun anew, oldest first; each model is {@code id@version}. */
    public List<Verdict> course(String champion, String challenger, Optional<String> scope) {
        List<Verdict> course = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            boolean isThem = verdict.champion().toString().equals(champion)
                    && verdict.challenger().toString().equals(challenger)
                    && scope.map(verdict.scope().toString()::equals).orElse(true);
            if (isThem) {
                if (verdict.n() == 1) {
                    course.clear();
                }
                course.add(verdict);
            }
        }
        return course;
    }
}
