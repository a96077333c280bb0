package io.gridcast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor thinks of a disk and of a cluster, whatever the disk of this machine and the version of its broker. */
class DoctorTest {
    private static final Path STATES = Path.of("states");

    @TempDir
    private Path directory;

    @Test
    void lessThanTwoGibibytesAreTooFew() {
        Finding scarce = Doctor.room(STATES, (2L << 30) - 1);

        assertThat(scarce.state()).isEqualTo(Finding.State.TROUBLE);
        assertThat(scarce.what()).isEqualTo("2.0 GiB are free for states");
        assertThat(scarce.mend()).contains("make room", "engine.state-dir");
    }

    @Test
    void twoGibibytesAreEnough() {
        assertThat(Doctor.room(STATES, 2L << 30).state()).isEqualTo(Finding.State.OK);
    }

    @Test
    void aDirectoryThatIsNotThereYetIsLookedForWhereItWillBe() {
        Finding disk = Doctor.disk(directory.resolve("not/there/yet"));

        assertThat(disk.what()).contains("GiB are free for " + directory.resolve("not/there/yet"));
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        Finding disk = Doctor.disk(file.resolve("states"));

        assertThat(disk.state()).isEqualTo(Finding.State.TROUBLE);
        assertThat(disk.what()).startsWith(file + " is no directory");
        assertThat(disk.mend()).contains("engine.state-dir");
    }

    @Test
    void aClusterWithoutKraftOrOfBeforeItsFirstVersionIsTooOld() {
        for (Optional<Short> level : List.of(Optional.<Short>empty(), Optional.of((short) 6))) {
            Finding old = Doctor.version(level);

            assertThat(old.state()).as(level.toString()).isEqualTo(Finding.State.TROUBLE);
            assertThat(old.what()).isEqualTo("the cluster is older than Kafka 3.3, or runs on ZooKeeper");
            assertThat(old.mend()).contains("Kafka 3.3 or newer in KRaft mode", "kafka-features");
        }
        assertThat(Doctor.version(Optional.of((short) 7)).state()).isEqualTo(Finding.State.OK);
    }
}
