package io.gridcast.serdes.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;

/**
 * What TLS trusts and shows.
 *
 * @param trust certificates that are trusted; the JDK's own if empty
 * @param key our certificate and its key, for registries that ask for one
 * @param keyPassword of the key, where it differs from its store's
 */
public record TlsStores(Optional<Store> trust, Optional<Store> key, Optional<Password> keyPassword) {
    /**
     * One store.
     *
     * @param keyPrefix the configuration key that it comes from, for messages
     * @param type JKS or PKCS12; for trust also PEM, a file of certificates
     */
    public record Store(String keyPrefix, String location, String type, Optional<Password> password) {}

    /**
     * A context of these stores; empty where there are none and the JDK's default will do.
     *
     * @throws RegistryConfigException if a store cannot be read
     */
    Optional<SSLContext> context() {
        if (trust.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        try {
            var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust.isPresent() ? load(trust.get()) : null);
            KeyManagerFactory own = null;
            if (key.isPresent()) {
                own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                own.init(load(key.get()), characters(keyPassword.or(key.get()::password)));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : own.getKeyManagers(), trusted.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new RegistryConfigException(
                    List.of("the stores of schema.registry.ssl.* cannot be used (" + e.getMessage()
                            + "), check their content and schema.registry.ssl.key.password"),
                    e);
        }
    }

    private static KeyStore load(Store store) {
        try (InputStream in = Files.newInputStream(Path.of(store.location()))) {
            return store.type().equalsIgnoreCase("PEM") ? certificates(in) : keys(store, in);
        } catch (IOException | GeneralSecurityException e) {
            throw new RegistryConfigException(
                    List.of(store.keyPrefix() + ".location " + store.location() + " cannot be read as " + store.type()
                            + " (" + e.getMessage() + "), check the file, its .type and its .password"),
                    e);
        }
    }

    private static KeyStore keys(Store store, InputStream in) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.type().toUpperCase(Locale.ROOT));
        keys.load(in, characters(store.password()));
        return keys;
    }

    private static KeyStore certificates(InputStream in) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            keys.setCertificateEntry("certificate-" + number++, certificate);
        }
        if (number == 0) {
            throw new GeneralSecurityException("it holds no certificate");
        }
        return keys;
    }

    private static char[] characters(Optional<Password> password) {
        return password.map(value -> value.value().toCharArray()).orElse(new char[0]);
    }
}
