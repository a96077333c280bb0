package io.gridcast.app.models;

import io.gridcast.core.model.ModelArtifactChunk;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chunks of packs that have not been loaded yet. Bounded: where there are more than so many bytes, the oldest packs are dropped, to be
 * read from their topic once more if somebody asks. Not thread-safe.
 */
final class ArrivingPacks {
    private final long maxBytes;
    private final Map<String, TreeMap<Integer, ModelArtifactChunk>> chunks = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();
    private long bytes;

    ArrivingPacks(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes a chunk; tells whether its pack is complete now. */
    boolean add(ModelArtifactChunk chunk) {
        TreeMap<Integer, ModelArtifactChunk> pack = chunks.computeIfAbsent(chunk.packHash(), hash -> new TreeMap<>());
        ModelArtifactChunk before = pack.put(chunk.number(), chunk);
        bytes += chunk.bytes().length - (before == null ? 0 : before.bytes().length);
        dropped.remove(chunk.packHash());
        boundOthersThan(chunk.packHash());
        return isComplete(pack);
    }

    /** Hands a complete pack out and forgets it. */
    Optional<List<ModelArtifactChunk>> take(String packHash) {
        TreeMap<Integer, ModelArtifactChunk> pack = chunks.get(packHash);
        if (pack == null || !isComplete(pack)) {
            return Optional.empty();
        }
        forget(packHash);
        return Optional.of(List.copyOf(pack.values()));
    }

    /** Notes that a pack was here, so that it can be read again. */
    void drop(String packHash) {
        forget(packHash);
        dropped.add(packHash);
    }

    /** Whether a pack was here and has been dropped. */
    boolean isDropped(String packHash) {
        return dropped.contains(packHash);
    }

    private void boundOthersThan(String newest) {
        Iterator<String> oldest = List.copyOf(chunks.keySet()).iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            String packHash = oldest.next();
            if (!packHash.equals(newest)) {
                drop(packHash);
            }
        }
    }

    private void forget(String packHash) {
        TreeMap<Integer, ModelArtifactChunk> pack = chunks.remove(packHash);
        if (pack != null) {
            for (ModelArtifactChunk chunk : pack.values()) {
                bytes -= chunk.bytes().length;
            }
        }
    }

    private static boolean isComplete(TreeMap<Integer, ModelArtifactChunk> pack) {
        return pack.size() == pack.firstEntry().getValue().count();
    }
}
