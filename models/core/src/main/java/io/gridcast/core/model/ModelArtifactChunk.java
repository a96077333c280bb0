package io.gridcast.core.model;

/**
 * A piece of a model pack on its way.
 *
 * @param packHash SHA-256 of the whole pack, hex
 * @param number 0, 1, 2, …
 * @param count how many chunks there are
 * @param chunkHash SHA-256 of {@code bytes}, hex
 * @param manifest the manifest as JSON on the last chunk, empty before
 */
public record ModelArtifactChunk(
        String packHash, int number, int count, String chunkHash, String manifest, byte[] bytes) {}
