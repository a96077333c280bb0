package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With certificates that the JDK's own keytool makes for the test. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private static KeyStore server;
    private static KeyStore gateway;
    private static KeyStore stranger;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = keys("localhost");
        gateway = keys("scada-gateway");
        stranger = keys("stranger");
    }

    @Test
    void aMachineIsKnownByItsCertificateAndPeopleByTheirTokens() throws Exception {
        HttpConfig config = config(Map.of(
                Role.FEEDER, Map.of("scada-gateway", People.CERTIFICATE),
                Role.VIEWER, Map.of("vera", "a".repeat(64))));
        try (HttpServer https = HttpServer.start(config, "127.0.0.1", 0, routes())) {
            assertThat(https.url()).startsWith("https://");
            assertThat(post(https, gateway)).isEqualTo("200 fed by scada-gateway");
            assertThat(post(https, null)).startsWith("401");
            assertThat(post(https, stranger)).startsWith("401");
        }
    }

    @Test
    void withTlsAndAViewerOtherMachinesAreLetIn() throws Exception {
        HttpConfig nobody = config(Map.of());
        assertThatThrownBy(() -> HttpServer.start(nobody, "0.0.0.0", 0, routes()))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("reads need no token as long as no viewer is named");

        HttpServer.start(config(Map.of(Role.VIEWER, Map.of("vera", "a".repeat(64)))), "0.0.0.0", 0, routes())
                .close();
    }

    @Test
    void aKeyThatCannotBeReadIsNamedAndNotShown() throws Exception {
        Path noKey = Files.writeString(directory.resolve("no.key"), "swordfish");
        Tls tls = new Tls(directory.resolve("localhost.crt"), noKey, Optional.empty());

        assertThatThrownBy(tls::context)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("no.key: it holds no private key in PKCS #8")
                .hasMessageContaining("openssl pkcs8")
                .hasMessageNotContaining("swordfish");
        assertThatThrownBy(new Tls(directory.resolve("away.crt"), noKey, Optional.empty())::context)
                .hasMessageContaining("away.crt");
        Path otherKey = directory.resolve("stranger.key");
        assertThatThrownBy(new Tls(directory.resolve("localhost.crt"), otherKey, Optional.empty())::context)
                .hasMessageContaining("localhost.crt: it does not go with its key");
    }

    private static List<Routes> routes() {
        return List.of(routes -> routes.post(
                "/feed", call -> call.result("fed by " + Caller.of(call).name()), Role.FEEDER));
    }

    private static HttpConfig config(Map<Role, Map<String, String>> people) {
        Tls tls = new Tls(
                directory.resolve("localhost.crt"),
                directory.resolve("localhost.key"),
                Optional.of(directory.resolve("scada-gateway.crt")));
        return new HttpConfig(new People(people), Optional.of(tls), false, HttpLimits.DEFAULT);
    }

    private static String post(HttpServer https, @Nullable KeyStore shown) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.getCertificate("key"));
        trust.init(trusted);
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(shown, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown == null ? null : own.getKeyManagers(), trust.getTrustManagers(), null);
        URI url = URI.create(https.url().replace("127.0.0.1", "localhost") + "/feed");
        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    /** A key and a certificate of its own, in a store and as PEM files. */
    private static KeyStore keys(String name) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name + ",O=test",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        pem(name + ".crt", "CERTIFICATE", store.getCertificate("key").getEncoded());
        pem(
                name + ".key",
                "PRIVATE KEY",
                store.getKey("key", PASSWORD.toCharArray()).getEncoded());
        return store;
    }

    private static void pem(String file, String kind, byte[] bytes) throws Exception {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }
}
