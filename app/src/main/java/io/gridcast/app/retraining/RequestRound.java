package io.gridcast.app.retraining;

import io.gridcast.app.platform.Platform;
import io.gridcast.app.retraining.RequestQueue.Waiting;
import io.gridcast.app.train.TopicHistory;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.pack.ModelPack;
import java.util.List;
import java.util.Optional;

/**
 * Handles what waits, one request after the other. A request counts as handled when its model is in shadow, or when it cannot be trained
 * however often it is tried; a process that dies before repeats it from its beginning.
 */
public final class RequestRound {
    private final Platform platform;
    private final RequestQueue queue;
    private final Optional<FirstModels> firsts;
    private final Retraining retraining;
    private final Listener listener;

    /** @param firsts says where a first champion is wanted; empty where that is left to people */
    public RequestRound(
            Platform platform,
            RequestQueue queue,
            Optional<FirstModels> firsts,
            Retraining retraining,
            Listener listener) {
        this.platform = platform;
        this.queue = queue;
        this.firsts = firsts;
        this.retraining = retraining;
        this.listener = listener;
    }

    /** Is told what comes of requests. */
    public interface Listener {
        /** Work on it begins. */
        void begun(RetrainingRequest request);

        /** Its model is packed and signed, and not handed in yet. */
        void trained(RetrainingRequest request, ModelPack pack);

        /** Its model forecasts in shadow. */
        void inShadow(RetrainingRequest request, DeployedModel model);

        /** Its model is the champion: the first one. */
        void isChampion(RetrainingRequest request, DeployedModel model);

        /** Somebody else has begun to choose a champion during the training, so that this one is not handed in. */
        void overtaken(RetrainingRequest request);

        /** Nothing can be trained for it. */
        void givenUp(RetrainingRequest request, ExplainedException why);
    }

    /**
     * Handles all that waits now, first champions first.
     *
     * @throws ExplainedException if broker or registry are away, or the engine refuses the model or does not answer: the request stays
     */
    public int handleAll() throws InterruptedException {
        int handled = firsts.isPresent() ? handleFirst(firsts.get()) : 0;
        List<Waiting> waiting = queue.waiting();
        for (Waiting one : waiting) {
            Optional<ModelPack> pack = train(one.request());
            if (pack.isPresent()) {
                listener.inShadow(one.request(), retraining.handIn(CommandKind.SHADOW, pack.get(), one.request()));
            }
            queue.handled(one);
        }
        return handled + waiting.size();
    }

    private int handleFirst(FirstModels models) throws InterruptedException {
        List<RetrainingRequest> wanted = models.due();
        for (RetrainingRequest first : wanted) {
            Optional<ModelPack> pack = train(first);
            if (pack.isPresent() && models.isStillWanted(first)) {
                listener.isChampion(first, retraining.handIn(CommandKind.DEPLOY, pack.get(), first));
            } else if (pack.isPresent()) {
                listener.overtaken(first);
            }
        }
        return wanted.size();
    }

    /** Empty if nothing can be trained for it, however often it is tried. */
    private Optional<ModelPack> train(RetrainingRequest request) {
        listener.begun(request);
        TopicHistory history = TopicHistory.read(platform);
        ModelPack pack;
        try {
            pack = retraining.train(request, history);
        } catch (ExplainedException untrainable) {
            listener.givenUp(request, untrainable);
            return Optional.empty();
        }
        listener.trained(request, pack);
        return Optional.of(pack);
    }
}
