package io.gridcast.app.config;

import io.gridcast.core.check.Checks;
import io.gridcast.core.pack.PackKey;
import io.gridcast.core.pack.PackTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whose model packs the engine believes. */
final class TrustedPacks {
    private static final String KEYS = "models.trusted.keys";
    private static final String PACKS = "models.trusted.packs";
    private static final String FILE = "file:";

    private TrustedPacks() {}

    static PackTrust read(Settings settings) {
        String keys = settings.text(
                KEYS,
                "",
                "Whose packs are published: NAME=KEY with commas between, KEY as `gridcast keys show` prints it or file:PATH"
                        + " of a public key in PEM; without any, every pack is refused");
        String packs = settings.text(
                PACKS, "", "Hashes of packs that need no signature, with commas between; for packs from before keys");
        return settings.make(() -> {
            PackTrust trust = PackTrust.NONE.andPacks(Settings.entries(packs));
            for (String entry : Settings.entries(keys)) {
                int equals = entry.indexOf('=');
                Checks.require(equals > 0, KEYS + " holds '" + entry + "', must be NAME=KEY or NAME=file:PATH");
                String name = entry.substring(0, equals).strip();
                Checks.require(!trust.keys().containsKey(name), KEYS + " names " + name + " twice");
                trust = trust.andKey(name, key(name, entry.substring(equals + 1).strip()));
            }
            return trust;
        });
    }

    private static PackKey key(String name, String text) {
        try {
            return PackKey.parse(
                    text.startsWith(FILE) ? Files.readString(Path.of(text.substring(FILE.length()))) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEYS + ", key of " + name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(KEYS + ", key of " + name + ": cannot read " + e.getMessage(), e);
        }
    }
}
