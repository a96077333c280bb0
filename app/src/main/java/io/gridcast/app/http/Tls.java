package io.gridcast.app.http;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What the server proves itself with, and whose clients' certificates it believes; files in PEM, read once at the start.
 *
 * @param certificate the server's certificate, those that lead to its root behind it ({@code http.tls.certificate})
 * @param key its private key, PKCS #8 without a password ({@code http.tls.key})
 * @param clientCa certificates of those who vouch for clients; empty where clients show none ({@code http.tls.client-ca})
 */
public record Tls(Path certificate, Path key, Optional<Path> clientCa) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
    private static final char[] NO_PASSWORD = new char[0];

    /**
     * What Jetty makes connections with. A client may show a certificate and needs none: people bring tokens, machines certificates.
     *
     * @throws ExplainedException if a file cannot be used; nothing that is in the key's file is in the error
     */
    SslContextFactory.Server context() {
        SslContextFactory.Server context = new SslContextFactory.Server();
        try {
            context.setKeyStore(own());
            context.setKeyStorePassword("");
            if (clientCa.isPresent()) {
                context.setTrustStore(trusting(certificates(clientCa.get())));
                context.setWantClientAuth(true);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(certificate, String.valueOf(e.getMessage()));
        }
        return context;
    }

    /**
     * What instances ask each other with: each shows its own certificate, and believes what that was signed by, as far as it is in the same
     * file, and those who vouch for clients.
     *
     * @throws ExplainedException if a file cannot be used
     */
    public SSLContext peers() {
        try {
            List<Certificate> believed = new ArrayList<>(certificates(certificate));
            if (clientCa.isPresent()) {
                believed.addAll(certificates(clientCa.get()));
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own(), NO_PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusting(believed));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(certificate, String.valueOf(e.getMessage()));
        }
    }

    private KeyStore own() throws GeneralSecurityException, IOException {
        KeyStore own = empty();
        Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
        PrivateKey ownKey = privateKey();
        requirePair(ownKey, chain[0].getPublicKey());
        own.setKeyEntry("server", ownKey, NO_PASSWORD, chain);
        return own;
    }

    private static KeyStore trusting(Collection<? extends Certificate> believed)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = empty();
        int number = 0;
        for (Certificate each : believed) {
            trusted.setCertificateEntry("believed-" + number++, each);
        }
        return trusted;
    }

    /** A key of another certificate would show at the first caller, and only there. */
    private void requirePair(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
        String algorithm = own.getAlgorithm().equals("EdDSA")
                ? "EdDSA"
                : own.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] probe = {1};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(own);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(shown);
            signature.update(probe);
            if (signature.verify(signed)) {
                return;
            }
        } catch (InvalidKeyException e) {
            // a key of another kind: told below
        }
        throw unusable(certificate, "it does not go with its key");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var all = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw unusable(file, "it holds no certificate");
            }
            return all;
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
    }

    private PrivateKey privateKey() {
        String pem;
        try {
            pem = Files.readString(key);
        } catch (IOException e) {
            throw unusable(key, e.getClass().getSimpleName());
        }
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw unusable(key, "it holds no private key in PKCS #8 without a password");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            return privateKey(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException e) {
            throw unusable(key, "it is not whole");
        }
    }

    /** PEM does not say of which kind a key is. */
    private PrivateKey privateKey(PKCS8EncodedKeySpec bytes) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(bytes);
            } catch (InvalidKeySpecException e) {
                continue;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has " + algorithm, e);
            }
        }
        throw unusable(key, "it is a key of none of " + String.join(", ", ALGORITHMS));
    }

    private static ExplainedException unusable(Path file, String why) {
        return new ExplainedException(
                "cannot use " + file + ": " + why,
                "nobody could connect safely",
                "give PEM files: a certificate chain (http.tls.certificate, http.tls.client-ca), and a key (http.tls.key) as"
                        + " `openssl pkcs8 -topk8 -nocrypt` writes it");
    }
}
