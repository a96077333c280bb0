package io.gridcast.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.model.ModelArtifactChunk;
import org.junit.jupiter.api.Test;

class ArrivingPacksTest {
    private final ArrivingPacks arriving = new ArrivingPacks(100);

    @Test
    void aPackIsHandedOutOnceAllItsChunksAreThereInWhateverOrder() {
        assertThat(arriving.add(chunk("a", 1, 2))).isFalse();
        assertThat(arriving.take("a")).isEmpty();
        assertThat(arriving.add(chunk("a", 0, 2))).isTrue();

        assertThat(arriving.take("a"))
                .hasValueSatisfying(chunks -> assertThat(chunks)
                        .extracting(ModelArtifactChunk::number)
                        .containsExactly(0, 1));
        assertThat(arriving.take("a")).isEmpty();
    }

    @Test
    void whereTheyAreTooManyTheOldestIsDroppedAndNotedSoThatItCanBeReadAgain() {
        arriving.add(chunk("a", 0, 1));
        arriving.add(chunk("b", 0, 1));
        arriving.add(chunk("c", 0, 1));

        assertThat(arriving.isDropped("a")).isTrue();
        assertThat(arriving.take("a")).isEmpty();
        assertThat(arriving.take("b")).isPresent();
        assertThat(arriving.take("c")).isPresent();
    }

    @Test
    void aPackThatIsReadAgainIsDroppedNoMore() {
        arriving.drop("a");

        arriving.add(chunk("a", 0, 1));

        assertThat(arriving.isDropped("a")).isFalse();
        assertThat(arriving.take("a")).isPresent();
    }

    private static ModelArtifactChunk chunk(String pack, int number, int count) {
        return new ModelArtifactChunk(pack, number, count, "", "", new byte[40]);
    }
}
