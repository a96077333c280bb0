package io.gridcast.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.grid.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final DeployedModel CHAMPION = new DeployedModel(new ModelRef("load-xgb", "1"), "a");
    private static final DeployedModel CANARY = new DeployedModel(new ModelRef("load-xgb", "2"), "b");

    @Test
    void aCanaryServesItsShareOfTheSeries() {
        Deployment tenth = canary(CANARY, 0.1);

        long served = IntStream.range(0, 10_000)
                .filter(i -> tenth.isServedByCanary("feeder-" + i))
                .count();

        assertThat(served / 10_000.0).isCloseTo(0.1, within(0.01));
    }

    @Test
    void aGrowingShareKeepsTheSeriesThatItHad() {
        List<String> before = servedBy(canary(CANARY, 0.1));

        assertThat(servedBy(canary(CANARY, 0.3))).containsAll(before).hasSizeGreaterThan(before.size());
    }

    @Test
    void anotherCanaryServesOtherSeries() {
        var other = new DeployedModel(new ModelRef("load-xgb", "3"), "c");

        assertThat(servedBy(canary(other, 0.1))).isNotEqualTo(servedBy(canary(CANARY, 0.1)));
    }

    @Test
    void aShareOfOneServesAllAndWithoutCanaryNoneIsServed() {
        assertThat(servedBy(canary(CANARY, 1))).hasSize(1_000);
        assertThat(new Deployment(
                                Scope.all(Target.LOAD),
                                Optional.of(CHAMPION),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                0,
                                Instant.EPOCH,
                                1,
                                Optional.empty())
                        .isServedByCanary("feeder-1"))
                .isFalse();
    }

    private static List<String> servedBy(Deployment deployment) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "feeder-" + i)
                .filter(deployment::isServedByCanary)
                .toList();
    }

    private static Deployment canary(DeployedModel canary, double share) {
        return new Deployment(
                Scope.all(Target.LOAD),
                Optional.of(CHAMPION),
                List.of(),
                List.of(),
                Optional.of(canary),
                share,
                Instant.EPOCH,
                1,
                Optional.empty());
    }
}
