package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A public Ed25519 key, by which signatures of packs are checked. Immutable. */
public final class PackKey {
    static final String ALGORITHM = "Ed25519";
    static final int ID_BYTES = 8;
    private static final int KEY_BYTES = 32;

    /** DER in front of the key's own bytes in an X.509 SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] raw;
    private final PublicKey key;
    private final String id;

    private PackKey(byte[] raw) throws GeneralSecurityException {
        this.raw = raw;
        byte[] info = Arrays.copyOf(INFO, INFO.length + KEY_BYTES);
        System.arraycopy(raw, 0, info, INFO.length, KEY_BYTES);
        key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(info));
        id = Sha256.of(raw).substring(0, 2 * ID_BYTES);
    }

    /**
     * Reads a public key.
     *
     * @param text PEM (a {@code PUBLIC KEY}, as openssl writes it), or base64 of the key's 32 bytes or of its X.509 form
     * @throws IllegalArgumentException if it is none
     */
    public static PackKey parse(String text) {
        byte[] bytes = text.contains("-----BEGIN") ? Pem.read("PUBLIC KEY", text) : base64(text.strip());
        if (bytes.length == INFO.length + KEY_BYTES && Arrays.mismatch(bytes, INFO) == INFO.length) {
            bytes = Arrays.copyOfRange(bytes, INFO.length, bytes.length);
        }
        Checks.require(
                bytes.length == KEY_BYTES,
                "a public Ed25519 key has " + KEY_BYTES + " bytes, not " + bytes.length + " as '" + text + "'");
        try {
            return new PackKey(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("'" + text + "' is no public Ed25519 key: " + e.getMessage(), e);
        }
    }

    static PackKey of(PublicKey key) throws GeneralSecurityException {
        byte[] info = key.getEncoded();
        return new PackKey(Arrays.copyOfRange(info, info.length - KEY_BYTES, info.length));
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no base64: " + e.getMessage(), e);
        }
    }

    /** The first 16 hex digits of the SHA-256 of its 32 bytes. */
    public String id() {
        return id;
    }

    /** Its 32 bytes in base64, as settings hold it. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(raw);
    }

    /** PEM, as openssl reads it. */
    public String toPem() {
        return Pem.write("PUBLIC KEY", key.getEncoded());
    }

    /** Whether {@code signature} is this key's over {@code text}. */
    boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature that cannot even be read
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
