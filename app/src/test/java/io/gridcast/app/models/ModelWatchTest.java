package io.gridcast.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.config.ModelTimeLimits;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.model.DeployedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ModelWatchTest {
    private static final DeployedModel MODEL = new DeployedModel(new ModelRef("load-onnx", "4"), "f".repeat(64));
    private static final ModelTimeLimits QUICK =
            new ModelTimeLimits(Duration.ofNanos(1), 3, Duration.ofMillis(100), Duration.ofMillis(50));

    @TempDir
    private Path stateDir;

    private final Record out = new Record();

    @Test
    void aModelThatHangsIsWrittenDownTakenOutAndTheProcessStartsAgain() throws Exception {
        var never = new CountDownLatch(1);
        try (var watch = new ModelWatch(QUICK, stateDir, out)) {
            QuantileModel hanging = watch.guard(MODEL, new Waiting(never));
            Thread forecast = new Thread(() -> hanging.score(new float[1], 1, new float[1]));
            forecast.start();

            assertThat(out.events.poll(10, TimeUnit.SECONDS)).isEqualTo("take out load-onnx@4");
            assertThat(out.events.poll(10, TimeUnit.SECONDS)).isEqualTo("restart without load-onnx@4");
            assertThat(Files.readString(stateDir.resolve("hung-models.txt")))
                    .isEqualTo("f".repeat(64) + " load-onnx@4" + System.lineSeparator());
            never.countDown();
            forecast.join();
        }
        try (var startedAgain = new ModelWatch(QUICK, stateDir, out)) {
            assertThat(startedAgain.setAside())
                    .containsOnlyKeys("f".repeat(64))
                    .allSatisfy((hash, why) -> assertThat(why.getMessage())
                            .contains("load-onnx@4 hung in this instance before", "delete its line from"));
        }
    }

    @Test
    void aModelThatOverrunsItsTimeIsTakenOutTheThirdTime() throws Exception {
        ModelTimeLimits calm =
                new ModelTimeLimits(Duration.ofNanos(1), 3, Duration.ofMinutes(1), Duration.ofSeconds(5));
        try (var watch = new ModelWatch(calm, stateDir, out)) {
            QuantileModel slow = watch.guard(MODEL, new Waiting(new CountDownLatch(0)));
            slow.score(new float[1], 1, new float[1]);
            slow.score(new float[1], 1, new float[1]);
            assertThat(out.events).isEmpty();

            slow.score(new float[1], 1, new float[1]);

            assertThat(out.events.poll(10, TimeUnit.SECONDS)).isEqualTo("take out load-onnx@4");
        }
    }

    /** Notes what would be done. */
    private static final class Record implements ModelWatch.Out {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void takeOut(DeployedModel model, String why) {
            events.add("take out " + model.model());
        }

        @Override
        public void restart(DeployedModel model) {
            events.add("restart without " + model.model());
        }
    }

    /** Scores once it is let. */
    private record Waiting(CountDownLatch let) implements QuantileModel {
        @Override
        public int featureCount() {
            return 1;
        }

        @Override
        public int quantileCount() {
            return 1;
        }

        @Override
        public void score(float[] features, int rows, float[] quantiles) {
            try {
                let.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
