package io.gridcast.app.models;

import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.model.DeployedModel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model that is scored in another thread and waited for no longer than its patience. One that hangs keeps that thread and fails from
 * then on, at once; whoever asked goes on. Thread-safe if the model is.
 */
public final class PatientModel implements QuantileModel {
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "shadow-worker");
        thread.setDaemon(true);
        return thread;
    });

    private final DeployedModel deployed;
    private final QuantileModel model;
    private final Duration patience;
    private final AtomicBoolean isHanging = new AtomicBoolean();

    /** @param patience how long a call may take */
    public PatientModel(DeployedModel deployed, QuantileModel model, Duration patience) {
        this.deployed = deployed;
        this.model = model;
        this.patience = patience;
    }

    @Override
    public int featureCount() {
        return model.featureCount();
    }

    @Override
    public int quantileCount() {
        return model.quantileCount();
    }

    /** @throws IllegalStateException if it does not end in time, or has not ended since an earlier call */
    @Override
    public void score(float[] features, int rows, float[] quantiles) {
        if (isHanging.get()) {
            throw new IllegalStateException(deployed.model() + " has not ended since it was asked before");
        }
        float[] scored = new float[rows * model.quantileCount()];
        Future<?> work = WORKERS.submit(() -> {
            model.score(features, rows, scored);
            isHanging.set(false);
        });
        await(work);
        System.arraycopy(scored, 0, quantiles, 0, scored.length);
    }

    private void await(Future<?> work) {
        try {
            work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            isHanging.set(!work.isDone());
            throw new IllegalStateException(
                    deployed.model() + " has not ended after " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + deployed.model() + " was scored", e);
        }
    }
}
