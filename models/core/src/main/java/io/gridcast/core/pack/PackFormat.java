package io.gridcast.core.pack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes of a pack: the same content gives the same bytes.
 *
 * <pre>
 * "GRIDPACK" · format (int) · manifest length (int) · manifest (UTF-8 JSON) · artifacts in the manifest's order
 * ── so far hashed; a signature covers the hash ──
 * SHA-256 (32 bytes) · signature length (int) · signature
 * </pre>
 *
 * <p>Numbers are big-endian. The signature section is empty, or a {@link PackSignature}: signing a pack changes neither its hash nor any
 * other byte.
 */
public final class PackFormat {
    /** No pack is longer than this many bytes. */
    public static final int MAX_PACK_BYTES = 32 << 20;

    /** No manifest is longer, so that it fits a record beside a chunk. */
    public static final int MAX_MANIFEST_BYTES = 384 << 10;

    private static final byte[] MAGIC = "GRIDPACK".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNSIGNED = new byte[0];
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = MAGIC.length + 2 * Integer.BYTES;

    private PackFormat() {}

    /** The bytes of a pack. */
    public static byte[] write(ModelPack pack) {
        byte[] content = content(pack);
        byte[] signature = pack.signature().map(PackSignature::toBytes).orElse(UNSIGNED);
        return ByteBuffer.allocate(content.length + Sha256.BYTES + Integer.BYTES + signature.length)
                .put(content)
                .put(HexFormat.of().parseHex(pack.hash()))
                .putInt(signature.length)
                .put(signature)
                .array();
    }

    /** The part that is hashed. */
    static byte[] content(ModelPack pack) {
        byte[] manifest = pack.manifestJson().getBytes(StandardCharsets.UTF_8);
        long length = HEADER_BYTES + (long) manifest.length;
        for (byte[] artifact : pack.artifacts().values()) {
            length += artifact.length;
        }
        if (manifest.length > MAX_MANIFEST_BYTES || length > MAX_PACK_BYTES) {
            throw new InvalidPackException(
                    "pack " + pack.manifest().model() + " has " + length + " bytes, " + manifest.length
                            + " of them manifest",
                    "packs end at " + MAX_PACK_BYTES + " bytes and manifests at " + MAX_MANIFEST_BYTES,
                    "train fewer or shallower trees, or leave out histograms");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length)
                .put(MAGIC)
                .putInt(FORMAT)
                .putInt(manifest.length)
                .put(manifest);
        pack.artifacts().values().forEach(bytes::put);
        return bytes.array();
    }

    /**
     * Reads what {@link #write} wrote and checks all hashes, but not whose the signature is: see {@link PackTrust}.
     *
     * @throws InvalidPackException if a byte is missing, too many or altered
     */
    public static ModelPack read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        String text = manifest(in);
        PackManifest manifest = ManifestJson.read(text);
        SortedMap<String, byte[]> artifacts = new TreeMap<>();
        for (PackArtifact listed : manifest.artifacts()) {
            requireBytes(in, listed.length(), "artifact " + listed.name() + " of pack " + manifest.model());
            byte[] artifact = new byte[listed.length()];
            in.get(artifact);
            if (!Sha256.of(artifact).equals(listed.sha256())) {
                throw altered("artifact " + listed.name() + " of pack " + manifest.model()
                        + " has another hash than its manifest says");
            }
            artifacts.put(listed.name(), artifact);
        }
        requireBytes(in, Sha256.BYTES, "the hash of pack " + manifest.model());
        byte[] hash = new byte[Sha256.BYTES];
        in.get(hash);
        var pack = new ModelPack(manifest, text, artifacts, signature(in, manifest));
        if (!pack.hash().equals(HexFormat.of().formatHex(hash))) {
            throw altered("pack " + manifest.model() + " has hash " + pack.hash() + ", its last bytes say "
                    + HexFormat.of().formatHex(hash));
        }
        return pack;
    }

    private static String manifest(ByteBuffer in) {
        requireBytes(in, HEADER_BYTES, "the header of a pack");
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new InvalidPackException(
                    "the bytes do not start with " + new String(MAGIC, StandardCharsets.US_ASCII),
                    "they are no model pack",
                    "give the file that gridcast train wrote");
        }
        int format = in.getInt();
        if (format != FORMAT) {
            throw new InvalidPackException(
                    "the pack has format " + format + ", this version of gridcast knows " + FORMAT,
                    "its content would be misread",
                    "run the version of gridcast that wrote it, or export the model again");
        }
        int length = in.getInt();
        if (length < 0 || length > MAX_MANIFEST_BYTES) {
            throw altered("the manifest of a pack says that it has " + length + " bytes, at most " + MAX_MANIFEST_BYTES
                    + " are possible");
        }
        requireBytes(in, length, "the manifest of a pack");
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static Optional<PackSignature> signature(ByteBuffer in, PackManifest manifest) {
        String part = "the signature section of pack " + manifest.model();
        requireBytes(in, Integer.BYTES, part);
        int length = in.getInt();
        if (length != 0 && length != PackSignature.SECTION_BYTES) {
            throw altered(
                    part + " says that it has " + length + " bytes, must have none or " + PackSignature.SECTION_BYTES);
        }
        requireBytes(in, length, part);
        byte[] section = new byte[length];
        in.get(section);
        if (in.hasRemaining()) {
            throw altered("pack " + manifest.model() + " goes on for " + in.remaining() + " bytes behind its end");
        }
        return length == 0 ? Optional.empty() : Optional.of(PackSignature.fromBytes(section));
    }

    private static void requireBytes(ByteBuffer in, int length, String part) {
        if (in.remaining() < length) {
            throw new InvalidPackException(
                    part + " needs " + length + " bytes, but only " + in.remaining() + " are left",
                    "the pack was cut off on its way",
                    "copy or publish it again");
        }
    }

    private static InvalidPackException altered(String what) {
        return new InvalidPackException(
                what, "the pack was altered after it was written", "copy or publish it again from its source");
    }
}
