package io.gridcast.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the doctor thinks of a disk, whatever the disk of this machine. */
class DoctorTest {
    private static final Path STATES = Path.of("states");

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
}
