package io.gridcast.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.pack.PackKey;
import io.gridcast.core.pack.PackTrust;
import io.gridcast.core.pack.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPacksTest {
    private final PackKey ada = SigningKey.generate(new SecureRandom()).publicKey();
    private final PackKey bob = SigningKey.generate(new SecureRandom()).publicKey();

    @TempDir
    private Path directory;

    @Test
    void keysStandInTheSettingsOrInFiles() throws IOException {
        Path file = Files.writeString(directory.resolve("bob.pub"), bob.toPem());

        PackTrust trust = read(Map.of("models.trusted.keys", "ada=" + ada.toBase64() + ", bob=file:" + file));

        assertThat(trust.keys()).containsExactly(Map.entry("ada", ada), Map.entry("bob", bob));
        assertThat(trust.packs()).isEmpty();
    }

    @Test
    void packsCanBeTrustedByTheirHashes() {
        assertThat(read(Map.of("models.trusted.packs", "a".repeat(64) + "," + "b".repeat(64)))
                        .packs())
                .containsExactly("a".repeat(64), "b".repeat(64));
    }

    @Test
    void nobodyIsTrustedUnlessNamed() {
        assertThat(read(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        assertThatThrownBy(() -> read(Map.of("models.trusted.keys", ada.toBase64())))
                .hasMessageContaining("models.trusted.keys");
        assertThatThrownBy(() -> read(Map.of("models.trusted.keys", "ada=x,ada=y")))
                .hasMessageContaining("key of ada: ");
        assertThatThrownBy(() -> read(Map.of("models.trusted.keys", "ada=file:" + directory.resolve("none.pub"))))
                .hasMessageContaining("cannot read " + directory.resolve("none.pub"));
        assertThatThrownBy(() -> read(Map.of("models.trusted.packs", "abc")))
                .hasMessageContaining("the hash of a trusted pack is 'abc', must be 64 hex digits");
    }

    private static PackTrust read(Map<String, String> settings) {
        return TrustedPacks.read(new Settings(settings));
    }
}
