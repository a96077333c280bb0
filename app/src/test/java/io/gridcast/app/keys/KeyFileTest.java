package io.gridcast.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.pack.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    private Path directory;

    @Test
    void aNewKeyIsReadByItsOwnerAlone() throws IOException {
        Path file = directory.resolve("keys/ada.pem");

        SigningKey key = KeyFile.create(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(KeyFile.read(file).publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void aKeyIsNeverOverwritten() throws IOException {
        Path file = directory.resolve("ada.pem");
        KeyFile.create(file);
        String before = Files.readString(file);

        assertThatThrownBy(() -> KeyFile.create(file))
                .isInstanceOf(ExplainedException.class)
                .hasMessageStartingWith("there is a file " + file + " already");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws IOException {
        Path file = directory.resolve("ada.pem");
        KeyFile.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessage("others than its owner have rights on the private key " + file
                        + ": ---r-----; whoever reads"
                        + " it can sign packs in its owner's name; to mend it: take them away: chmod 600 " + file);
    }

    @Test
    void whatIsNoKeyIsNotRepeated() throws IOException {
        Path file = directory.resolve("ada.pem");
        KeyFile.create(file);
        Files.writeString(file, "my password");

        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessageStartingWith("cannot read a private key from " + file)
                .hasMessageNotContaining("password");
    }
}
