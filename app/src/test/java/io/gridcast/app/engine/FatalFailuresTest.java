package io.gridcast.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.serdes.registry.RegistryUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FatalFailuresTest {
    private final FatalFailures failures = new FatalFailures("gridcast-forecast", "broker1:9092", Path.of("target"));

    @Test
    void aFullDiskIsCalledByItsName() {
        Exception failure =
                new ProcessorStateException("Error opening store", new IOException("No space left on device"));

        ExplainedException explained = failures.explain(failure);

        assertThat(explained.what()).startsWith("the disk that holds").contains("is full");
        assertThat(explained.mend()).contains("engine.state-dir");
    }

    @Test
    void aBrokerThatIsAwayIsCalledByItsAddress() {
        ExplainedException explained = failures.explain(new StreamsException(new TimeoutException("no answer")));

        assertThat(explained.what()).contains("lost the broker at broker1:9092");
    }

    @Test
    void onlyAnAbsentRegistryIsWaitedFor() {
        Exception registry = new StreamsException(new RegistryUnavailableException("nobody answers", null));

        assertThat(FatalFailures.isPassing(registry)).isTrue();
        assertThat(FatalFailures.isPassing(new StreamsException("a bug"))).isFalse();
    }

    @Test
    void whatExplainsItselfIsHandedOn() {
        ExplainedException pack = new ExplainedException("what", "why", "mend");

        assertThat(failures.explain(new StreamsException(pack))).isSameAs(pack);
    }
}
