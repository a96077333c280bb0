package io.gridcast.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Slopes that go back through a part are those of what it says, by differences. */
class PartTest {
    private static final int ROWS = 6;
    private static final int UNITS = 4;
    private static final float STEP = 1e-2f;
    private static final double WITHIN = 2e-2;

    /** Each part, of six rows or two samples of three tokens. */
    enum Kind {
        DENSE {
            @Override
            Part make(SplittableRandom random) {
                return new Dense(UNITS, 3, 1, random, ROWS);
            }
        },
        WIDE {
            @Override
            Part make(SplittableRandom random) {
                return new Dense(UNITS, 70, 1, random, ROWS);
            }
        },
        NORM {
            @Override
            Part make(SplittableRandom random) {
                return new LayerNorm(UNITS, ROWS);
            }
        },
        PLACES {
            @Override
            Part make(SplittableRandom random) {
                return new Places(3, UNITS, random, ROWS);
            }
        },
        ATTENTION {
            @Override
            Part make(SplittableRandom random) {
                return new SelfAttention(3, 2, UNITS, random, 2);
            }
        },
        BLOCK {
            @Override
            Part make(SplittableRandom random) {
                var attention = new SelfAttention(3, 2, UNITS, random, 2);
                return new Residual(
                        new Chain(
                                new LayerNorm(UNITS, ROWS),
                                attention,
                                new Dense(UNITS, 6, 2, random, ROWS),
                                new Rectifier(6, 0.3, random, ROWS),
                                new Dense(6, UNITS, 1, random, ROWS)),
                        ROWS);
            }
        };

        abstract Part make(SplittableRandom random);
    }

    @ParameterizedTest
    @EnumSource
    void slopesAreThoseOfDifferences(Kind kind) {
        var random = new SplittableRandom(3);
        Part part = kind.make(random);
        float[] x = numbers(ROWS * UNITS, random);
        float[] wanted = numbers(ROWS * part.out(), random);

        part.forward(x, ROWS, false);
        float[] slopes = part.back(wanted, ROWS).clone();
        List<float[]> gradients =
                part.weights().stream().map(weights -> weights.gradient.clone()).toList();

        for (int i = 0; i < x.length; i++) {
            assertThat((double) slopes[i]).isCloseTo(difference(part, x, wanted, x, i), within(WITHIN));
        }
        for (int w = 0; w < gradients.size(); w++) {
            float[] values = part.weights().get(w).values;
            for (int i = 0; i < values.length; i++) {
                assertThat((double) gradients.get(w)[i])
                        .isCloseTo(difference(part, x, wanted, values, i), within(WITHIN));
            }
        }
    }

    private static double difference(Part part, float[] x, float[] wanted, float[] changed, int at) {
        float before = changed[at];
        changed[at] = before + STEP;
        double more = along(part.forward(x, ROWS, false), wanted);
        changed[at] = before - STEP;
        double less = along(part.forward(x, ROWS, false), wanted);
        changed[at] = before;
        return (more - less) / (2 * STEP);
    }

    private static double along(float[] said, float[] wanted) {
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            sum += (double) said[i] * wanted[i];
        }
        return sum;
    }

    private static float[] numbers(int count, SplittableRandom random) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (2 * random.nextDouble() - 1);
        }
        return numbers;
    }
}
