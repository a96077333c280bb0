package io.gridcast.app.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.forecast.QuantileModel;
import io.gridcast.core.model.DeployedModel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PatientModelTest {
    private static final DeployedModel MODEL = new DeployedModel(new ModelRef("load-onnx", "4"), "f".repeat(64));

    @Test
    void aModelThatEndsInTimeGivesWhatItScored() {
        float[] quantiles = new float[2];

        patient(new Doubling(new CountDownLatch(0)), Duration.ofSeconds(20)).score(new float[] {1, 2}, 2, quantiles);

        assertThat(quantiles).containsExactly(2, 4);
    }

    @Test
    void aModelThatHangsIsGivenUpAndFailsAtOnceFromThenOn() {
        var never = new CountDownLatch(1);
        PatientModel hanging = patient(new Doubling(never), Duration.ofMillis(20));
        float[] quantiles = new float[1];

        assertThatThrownBy(() -> hanging.score(new float[1], 1, quantiles))
                .hasMessage("load-onnx@4 has not ended after 20 ms");
        assertThatThrownBy(() -> hanging.score(new float[1], 1, quantiles))
                .hasMessage("load-onnx@4 has not ended since it was asked before");
        never.countDown();
    }

    @Test
    void whatAModelThrowsIsPassedOnAsItsFault() {
        PatientModel broken = patient(
                new QuantileModel() {
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
                        throw new ArithmeticException("out of tune");
                    }
                },
                Duration.ofSeconds(20));

        assertThatThrownBy(() -> broken.score(new float[1], 1, new float[1])).hasMessageContaining("out of tune");
    }

    private static PatientModel patient(QuantileModel model, Duration patience) {
        return new PatientModel(MODEL, model, patience);
    }

    /** Doubles its only feature once it is let. */
    private record Doubling(CountDownLatch let) implements QuantileModel {
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
            for (int row = 0; row < rows; row++) {
                quantiles[row] = 2 * features[row];
            }
        }
    }
}
