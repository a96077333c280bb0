package io.gridcast.topology;

import io.gridcast.serdes.Topic;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.flow.Route;
import io.gridcast.topology.flow.Streams;
import io.gridcast.topology.lifecycle.DecideDeployments;
import io.gridcast.topology.lifecycle.LifecycleConfig;
import io.gridcast.topology.lifecycle.LifecycleStores;
import io.gridcast.topology.time.Origins;
import io.gridcast.topology.time.TickTarget;
import io.gridcast.topology.time.TimedStep;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Turns what people ask for into what runs, and puts every step on record. The only writer of deployments and audit; one partition.
 *
 * <pre>
 * models.commands ──┬─▶ decide-deployments ─┬─▶ models.deployments
 * models.readiness ─┘                       └─▶ models.audit
 * </pre>
 */
public final class LifecycleTopology {
    /** Its application id. */
    public static final String APPLICATION_ID = "gridcast-lifecycle";

    private static final List<Topic<?>> INPUTS = List.of(Topics.MODELS_COMMANDS, Topics.MODELS_READINESS);
    private static final List<Topic<?>> OUTPUTS =
            List.of(Topics.MODELS_DEPLOYMENTS, Topics.MODELS_AUDIT, Topics.DEAD_LETTERS);

    private final LifecycleConfig config;
    private final Codecs codecs;

    public LifecycleTopology(LifecycleConfig config, Codecs codecs) {
        this.config = config;
        this.codecs = codecs;
    }

    /** The data flow. */
    public Topology build() {
        var builder = new StreamsBuilder();
        KStream<Route, byte[]> asked = Streams.read(builder, INPUTS);
        KStream<Route, byte[]> decided = decide(asked);

        Streams.write(decided, OUTPUTS);
        return builder.build();
    }

    private KStream<Route, byte[]> decide(KStream<Route, byte[]> asked) {
        var step = new TimedStep(
                Steps.DECIDE_DEPLOYMENTS,
                new Origins().clock(Topics.MODELS_COMMANDS.name()).clock(Topics.MODELS_READINESS.name()),
                List.of(
                        TickTarget.samePartition(Topics.MODELS_DEPLOYMENTS.name()),
                        TickTarget.samePartition(Topics.MODELS_AUDIT.name())),
                LifecycleStores.ALL,
                codecs,
                config.maxRecordBytes(),
                DecideDeployments.factory(config));
        return asked.process(step, Named.as(step.name()));
    }
}
