package io.gridcast.core.pack;

import io.gridcast.core.check.Checks;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;

/** A private Ed25519 key that signs packs. Its text is a secret: {@link #toString} and errors name the public key alone. */
public final class SigningKey {
    private static final String LABEL = "PRIVATE KEY";
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final PrivateKey secret;
    private final PackKey open;

    private SigningKey(KeyPair pair) throws GeneralSecurityException {
        secret = pair.getPrivate();
        open = PackKey.of(pair.getPublic());
    }

    /** A new key pair. */
    public static SigningKey generate(SecureRandom random) {
        try {
            return new SigningKey(pair(random));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /**
     * Reads a private key as {@link #toPem} or {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws IllegalArgumentException if it is none; the message holds nothing of the text
     */
    public static SigningKey fromPem(String pem) {
        byte[] encoded = Pem.read(LABEL, pem);
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(PackKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] seed = ((EdECPrivateKey) secret)
                    .getBytes()
                    .orElseThrow(() -> new InvalidKeyException("the key's bytes cannot be had"));
            return new SigningKey(pair(new Fixed(seed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no private Ed25519 key in PKCS#8", e);
        }
    }

    private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(PackKey.ALGORITHM);
        generator.initialize(255, random);
        KeyPair pair = generator.generateKeyPair();
        PackKey open = PackKey.of(pair.getPublic());
        Checks.require(open.verifies(PROBE, sign(pair.getPrivate(), PROBE)), "the two halves of a key pair do not fit");
        return pair;
    }

    /** PKCS#8 in PEM: a secret. */
    public String toPem() {
        return Pem.write(LABEL, secret.getEncoded());
    }

    /** The half that may be shown. */
    public PackKey publicKey() {
        return open;
    }

    PackSignature sign(String packHash, String manifestJson) {
        try {
            return new PackSignature(open.id(), sign(secret, PackSignature.signedText(packHash, manifestJson)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    private static byte[] sign(PrivateKey secret, byte[] text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(PackKey.ALGORITHM);
        signature.initSign(secret);
        signature.update(text);
        return signature.sign();
    }

    @Override
    public String toString() {
        return "private half of " + open;
    }

    /**
     * Gives the bytes of a private key where a generator asks for random ones: the platform has no other way from a private key to
     * its public one.
     */
    private static final class Fixed extends SecureRandom {
        private final byte[] seed;

        Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Checks.require(
                    bytes.length == seed.length, "the platform makes Ed25519 keys otherwise than of their bytes");
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
