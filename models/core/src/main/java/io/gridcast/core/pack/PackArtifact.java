package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;

/**
 * A file of a pack.
 *
 * @param name unique within the pack, such as {@code model.ubj}
 * @param length bytes
 * @param sha256 hash of the bytes, hex
 */
public record PackArtifact(String name, int length, String sha256) {
    public PackArtifact {
        Checks.requireText("artifact name", name);
        Checks.require(length >= 0, "length of artifact " + name + " is " + length + ", must not be negative");
        Checks.require(
                sha256.matches("[0-9a-f]{64}"),
                "sha256 of artifact " + name + " is '" + sha256 + "', must be 64 hex digits");
    }
}
