package io.gridcast.app.models;

import io.gridcast.app.clock.LastTick;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelAuthors;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes models out that overran their time or hang, by commands on {@code models.commands.v1}, so that a replay of the topics repeats
 * it. Thread-safe.
 */
public final class ModelTakeOut implements ModelWatch.Out, AutoCloseable {
    /** Exit code that asks whoever started the process to start it again. */
    public static final int RESTART = 75;

    private static final Logger LOG = LoggerFactory.getLogger(ModelTakeOut.class);

    private final Platform platform;
    private final ModelDesk desk;
    private final TopicFollower follower;
    private final Map<Scope, Deployment> deployments = new ConcurrentHashMap<>();

    /** Starts to follow what is deployed. */
    public ModelTakeOut(Platform platform) {
        this.platform = platform;
        desk = new ModelDesk(platform, ModelAuthors.ENGINE);
        follower = TopicFollower.start(
                "model-take-out",
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(
                                Topics.MODELS_DEPLOYMENTS,
                                (deployment, at) -> deployments.put(deployment.scope(), deployment)));
    }

    @Override
    public void takeOut(DeployedModel model, String why) {
        Instant at = LastTick.read(platform.cluster().client());
        List.copyOf(deployments.values()).forEach(deployment -> {
            if (deployment.champion().filter(model::equals).isPresent()) {
                desk.command(CommandKind.ROLL_BACK, model, deployment.scope(), why, at);
            } else if (deployment.models().contains(model)) {
                desk.command(CommandKind.RETIRE, model, deployment.scope(), why, at);
            }
        });
    }

    @Override
    public void restart(DeployedModel model) {
        LOG.error("instance-restarts exit={} because=\"{} hangs\"", RESTART, model.model());
        Runtime.getRuntime().halt(RESTART);
    }

    @Override
    public void close() {
        follower.close();
    }
}
