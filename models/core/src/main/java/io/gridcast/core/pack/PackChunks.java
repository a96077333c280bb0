package io.gridcast.core.pack;

import io.gridcast.core.model.ModelArtifactChunk;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Cuts packs into chunks that fit records, and puts them together again. */
public final class PackChunks {
    /** Bytes of a pack in one chunk. */
    public static final int CHUNK_BYTES = 512 << 10;

    private PackChunks() {}

    /** The chunks of a pack in order; the last carries the manifest. */
    public static List<ModelArtifactChunk> split(ModelPack pack) {
        return split(pack, CHUNK_BYTES);
    }

    /** As above, with chunks of at most {@code chunkBytes}. */
    public static List<ModelArtifactChunk> split(ModelPack pack, int chunkBytes) {
        byte[] bytes = PackFormat.write(pack);
        int count = (bytes.length + chunkBytes - 1) / chunkBytes;
        List<ModelArtifactChunk> chunks = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            int from = number * chunkBytes;
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunkBytes));
            String manifest = number == count - 1 ? pack.manifestJson() : "";
            chunks.add(new ModelArtifactChunk(pack.hash(), number, count, Sha256.of(part), manifest, part));
        }
        return chunks;
    }

    /**
     * Puts a pack together.
     *
     * @param chunks all of one pack, in any order; a chunk may come twice
     * @throws InvalidPackException if one is missing, altered, or of another pack
     */
    public static ModelPack join(Collection<ModelArtifactChunk> chunks) {
        TreeMap<Integer, ModelArtifactChunk> byNumber = new TreeMap<>();
        for (ModelArtifactChunk chunk : chunks) {
            byNumber.put(chunk.number(), chunk);
        }
        if (byNumber.isEmpty()) {
            throw invalid("there are no chunks", "no pack can be made of nothing");
        }
        ModelArtifactChunk last = byNumber.lastEntry().getValue();
        if (byNumber.firstKey() != 0 || byNumber.size() != last.count() || last.number() != last.count() - 1) {
            throw invalid(
                    "pack " + last.packHash() + " has " + last.count() + " chunks, but only " + byNumber.keySet()
                            + " are there",
                    "the pack is incomplete");
        }
        ModelPack pack = PackFormat.read(bytes(byNumber.values(), last));
        if (!pack.hash().equals(last.packHash()) || !pack.manifestJson().equals(last.manifest())) {
            throw invalid(
                    "the chunks of pack " + last.packHash() + " make a pack of hash " + pack.hash()
                            + ", or of another manifest than the last chunk carries",
                    "the pack was altered on its way");
        }
        return pack;
    }

    private static byte[] bytes(Collection<ModelArtifactChunk> chunks, ModelArtifactChunk last) {
        long length = 0;
        var bytes = new ByteArrayOutputStream();
        for (ModelArtifactChunk chunk : chunks) {
            if (!chunk.packHash().equals(last.packHash()) || chunk.count() != last.count()) {
                throw invalid(
                        "chunk " + chunk.number() + " is of pack " + chunk.packHash() + " of " + chunk.count()
                                + " chunks, the last one of pack " + last.packHash() + " of " + last.count(),
                        "chunks of several packs cannot be joined");
            }
            if (!Sha256.of(chunk.bytes()).equals(chunk.chunkHash())) {
                throw invalid(
                        "chunk " + chunk.number() + " of pack " + chunk.packHash() + " has another hash than it says",
                        "the chunk was altered on its way");
            }
            length += chunk.bytes().length;
            if (length > PackFormat.MAX_PACK_BYTES) {
                throw invalid(
                        "the chunks of pack " + chunk.packHash() + " have more than " + PackFormat.MAX_PACK_BYTES
                                + " bytes",
                        "no pack is that long");
            }
            bytes.writeBytes(chunk.bytes());
        }
        return bytes.toByteArray();
    }

    private static InvalidPackException invalid(String what, String why) {
        return new InvalidPackException(what, why, "publish the pack again (gridcast models publish)");
    }
}
