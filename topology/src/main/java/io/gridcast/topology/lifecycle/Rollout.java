package io.gridcast.topology.lifecycle;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Readiness;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A deployment that waits until every task is ready for it.
 *
 * @param kind of the command that brought it about
 * @param model that the command was about
 * @param who asked for it
 * @param why it was asked for
 * @param partitions how many tasks there are; 0 until the first has answered
 * @param ready partitions of the tasks that are ready
 */
record Rollout(
        Deployment deployment,
        CommandKind kind,
        ModelRef model,
        String who,
        String why,
        int partitions,
        SortedSet<Integer> ready) {
    Rollout {
        ready = Collections.unmodifiableSortedSet(new TreeSet<>(ready));
    }

    static Rollout begin(Deployment deployment, CommandKind kind, ModelRef model, String who, String why) {
        return new Rollout(deployment, kind, model, who, why, 0, Collections.emptySortedSet());
    }

    boolean isAnsweredBy(Readiness readiness) {
        return readiness.revision() == deployment.revision();
    }

    /** With one more task ready. Answers from before a change in the number of partitions no longer count. */
    Rollout with(Readiness readiness) {
        var all = new TreeSet<Integer>();
        if (readiness.partitions() == partitions) {
            all.addAll(ready);
        }
        all.add(readiness.partition());
        return new Rollout(deployment, kind, model, who, why, readiness.partitions(), all);
    }

    boolean isReady() {
        return partitions > 0 && ready.size() == partitions;
    }
}
