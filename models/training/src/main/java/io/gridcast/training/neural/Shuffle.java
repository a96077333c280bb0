package io.gridcast.training.neural;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Fair shuffles (Fisher and Yates) that are the same for the same seed. */
final class Shuffle {
    private Shuffle() {}

    static void of(int[] numbers, SplittableRandom random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = kept;
        }
    }

    static void of(List<?> elements, SplittableRandom random) {
        for (int i = elements.size() - 1; i > 0; i--) {
            Collections.swap(elements, i, random.nextInt(i + 1));
        }
    }
}
