package io.gridcast.serdes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
    private static final String PASSWORD = "secret-of-the-store";

    @TempDir
    static Path folder;

    private static Path keys;
    private static Path pem;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        keys = folder.resolve("keys.p12");
        pem = folder.resolve("certificate.pem");
        keytool("-genkeypair", "-alias", "registry", "-keyalg", "EC", "-dname", "CN=localhost");
        keytool("-exportcert", "-alias", "registry", "-rfc", "-file", pem.toString());
    }

    @Test
    void aRegistryWhoseCertificateIsInTheTrustStoreIsTrusted() {
        try (var server = secureRegistry()) {
            var client = client(
                    server,
                    Map.of(
                            "schema.registry.ssl.truststore.location",
                            keys.toString(),
                            "schema.registry.ssl.truststore.type",
                            "PKCS12",
                            "schema.registry.ssl.truststore.password",
                            PASSWORD));

            assertThat(client.schema(1)).isEmpty();
        }
    }

    @Test
    void aFileOfCertificatesWillDoForTrust() {
        try (var server = secureRegistry()) {
            var client = client(
                    server,
                    Map.of(
                            "schema.registry.ssl.truststore.location",
                            pem.toString(),
                            "schema.registry.ssl.truststore.type",
                            "PEM",
                            "schema.registry.ssl.keystore.location",
                            keys.toString(),
                            "schema.registry.ssl.keystore.password",
                            new Password(PASSWORD)));

            assertThat(client.schema(1)).isEmpty();
        }
    }

    @Test
    void aRegistryThatIsNotTrustedIsRefusedAtOnce() {
        try (var server = secureRegistry()) {
            assertThatThrownBy(() -> client(server, Map.of()).schema(1))
                    .isInstanceOf(RegistryRefusedException.class)
                    .hasMessageContaining("schema.registry.ssl.truststore");
        }
    }

    @Test
    void aWrongPasswordOfAStoreIsSaidWithTheKeyAndNotThePassword() {
        try (var server = secureRegistry()) {
            assertThatThrownBy(() -> client(
                            server,
                            Map.of(
                                    "schema.registry.ssl.truststore.location",
                                    keys.toString(),
                                    "schema.registry.ssl.truststore.password",
                                    "wrong-one")))
                    .isInstanceOf(RegistryConfigException.class)
                    .hasMessageContaining("schema.registry.ssl.truststore.location")
                    .hasMessageNotContaining("wrong-one");
        }
    }

    private static RestRegistry secureRegistry() {
        var own = new TlsStores.Store("test", keys.toString(), "PKCS12", Optional.of(new Password(PASSWORD)));
        return new RestRegistry(new TlsStores(Optional.empty(), Optional.of(own), Optional.empty())
                .context()
                .orElseThrow());
    }

    private static RegistryClient client(RestRegistry server, Map<String, ?> more) {
        Map<String, Object> configuration = new HashMap<>(more);
        configuration.put("schema.registry.url", server.url());
        configuration.put("retries.wait.ms", 1);
        return new RegistryClient(RegistryConfig.of(configuration));
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keys.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
