package io.gridcast.app.retraining;

import io.gridcast.app.platform.Platform;
import io.gridcast.app.retraining.RequestQueue.Waiting;
import io.gridcast.app.train.TopicHistory;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.pack.ModelPack;
import java.util.List;

/**
 * Handles what waits, one request after the other. A request counts as handled when its model is in shadow, or when it cannot be trained
 * however often it is tried; a process that dies before repeats it from its beginning.
 */
public final class RequestRound {
    private final Platform platform;
    private final RequestQueue queue;
    private final Retraining retraining;
    private final Listener listener;

    public RequestRound(Platform platform, RequestQueue queue, Retraining retraining, Listener listener) {
        this.platform = platform;
        this.queue = queue;
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

        /** Nothing can be trained for it. */
        void givenUp(RetrainingRequest request, ExplainedException why);
    }

    /**
     * Handles all that waits now.
     *
     * @throws ExplainedException if broker or registry are away, or the engine refuses the model or does not answer: the request stays
     */
    public int handleAll() throws InterruptedException {
        List<Waiting> waiting = queue.waiting();
        for (Waiting one : waiting) {
            handle(one.request());
            queue.handled(one);
        }
        return waiting.size();
    }

    private void handle(RetrainingRequest request) throws InterruptedException {
        listener.begun(request);
        TopicHistory history = TopicHistory.read(platform);
        ModelPack pack;
        try {
            pack = retraining.train(request, history);
        } catch (ExplainedException untrainable) {
            listener.givenUp(request, untrainable);
            return;
        }
        listener.trained(request, pack);
        listener.inShadow(request, retraining.handIn(pack, request));
    }
}
