package io.gridcast.app.config;

import io.gridcast.core.check.Checks;
import io.gridcast.core.model.ModelAuthors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may give commands by HTTP, known by bearer tokens of which hashes alone are kept.
 *
 * @param hashes SHA-256 of each token, hex, by the person's name
 */
public record OperatorTokens(Map<String, String> hashes) {
    private static final String KEY = "http.operators";

    public OperatorTokens {
        hashes = Map.copyOf(hashes);
    }

    static OperatorTokens read(Settings settings) {
        String text = settings.text(
                KEY,
                "",
                "Who may give model commands by HTTP: NAME=SHA-256 of a bearer token in hex (sha256sum), with commas between; without"
                        + " any, nobody may");
        return settings.make(() -> {
            Map<String, String> hashes = new TreeMap<>();
            Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty())
                    .forEach(entry -> add(hashes, entry));
            return new OperatorTokens(hashes);
        });
    }

    private static void add(Map<String, String> hashes, String entry) {
        String[] parts = entry.split("=", 2);
        Checks.require(
                parts.length == 2 && !parts[0].isBlank() && parts[1].strip().matches("[0-9a-fA-F]{64}"),
                KEY + " holds an entry that is not NAME= and 64 hexadecimal digits");
        Checks.require(
                !ModelAuthors.isReserved(parts[0].strip()),
                KEY + " names " + parts[0].strip() + ", which is a name of the engine's own");
        hashes.put(parts[0].strip(), parts[1].strip().toLowerCase(Locale.ROOT));
    }

    /** Whether nobody has a token. */
    public boolean isEmpty() {
        return hashes.isEmpty();
    }

    /** Whose token it is; takes as long whatever is wrong with it. */
    public Optional<String> nameOf(String token) {
        byte[] given = sha256(token);
        @Nullable String found = null;
        for (Map.Entry<String, String> known : hashes.entrySet()) {
            if (MessageDigest.isEqual(given, HexFormat.of().parseHex(known.getValue()))) {
                found = known.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
