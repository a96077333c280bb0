package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Who vouches for a pack: an Ed25519 signature (RFC 8032) over {@link #signedText}, so that a manifest and its signature can be
 * checked where the artifacts are not.
 *
 * @param keyId {@link PackKey#id} of the signer
 * @param bytes the signature, {@value #SIGNATURE_BYTES} bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackSignature(String keyId, byte[] bytes) {
    static final int SIGNATURE_BYTES = 64;

    /** Length of a signature section: a key id and a signature. */
    public static final int SECTION_BYTES = PackKey.ID_BYTES + SIGNATURE_BYTES;

    public PackSignature {
        Checks.require(
                keyId.matches("[0-9a-f]{" + 2 * PackKey.ID_BYTES + "}"),
                "key id is '" + keyId + "', must be " + 2 * PackKey.ID_BYTES + " hex digits");
        Checks.require(
                bytes.length == SIGNATURE_BYTES,
                "an Ed25519 signature has " + SIGNATURE_BYTES + " bytes, not " + bytes.length);
    }

    /**
     * What is signed: {@code gridcast-pack}, the pack's hash and the SHA-256 of its manifest, each on a line but the last line
     * without an end, in ASCII.
     */
    static byte[] signedText(String packHash, String manifestJson) {
        String manifest = Sha256.of(manifestJson.getBytes(StandardCharsets.UTF_8));
        return ("gridcast-pack\n" + packHash + "\n" + manifest).getBytes(StandardCharsets.US_ASCII);
    }

    /** The signature section, as packs and publishing commands carry it: key id, then signature. */
    public byte[] toBytes() {
        byte[] section = Arrays.copyOf(HexFormat.of().parseHex(keyId), SECTION_BYTES);
        System.arraycopy(bytes, 0, section, PackKey.ID_BYTES, SIGNATURE_BYTES);
        return section;
    }

    /** @throws IllegalArgumentException if it is no signature section */
    public static PackSignature fromBytes(byte[] section) {
        Checks.require(
                section.length == SECTION_BYTES,
                "the signature section has " + section.length + " bytes, must have " + SECTION_BYTES);
        return new PackSignature(
                HexFormat.of().formatHex(section, 0, PackKey.ID_BYTES),
                Arrays.copyOfRange(section, PackKey.ID_BYTES, SECTION_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackSignature that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyId, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
        return "signature by key " + keyId;
    }
}
