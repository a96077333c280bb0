package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With certificates that sign themselves. */
class TlsTest {
    @TempDir
    private static Path directory;

    private static OwnCertificate server;
    private static OwnCertificate gateway;
    private static OwnCertificate stranger;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = OwnCertificate.make(directory, "localhost");
        gateway = OwnCertificate.make(directory, "scada-gateway");
        stranger = OwnCertificate.make(directory, "stranger");
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
        Tls tls = new Tls(server.certificate(), noKey, Optional.empty());

        assertThatThrownBy(tls::context)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("no.key: it holds no private key in PKCS #8")
                .hasMessageContaining("openssl pkcs8")
                .hasMessageNotContaining("swordfish");
        assertThatThrownBy(new Tls(directory.resolve("away.crt"), noKey, Optional.empty())::context)
                .hasMessageContaining("away.crt");
        assertThatThrownBy(new Tls(server.certificate(), stranger.key(), Optional.empty())::context)
                .hasMessageContaining("localhost.crt: it does not go with its key");
    }

    private static List<Routes> routes() {
        return List.of(routes -> routes.post(
                "/feed", call -> call.result("fed by " + Caller.of(call).name()), Role.FEEDER));
    }

    private static HttpConfig config(Map<Role, Map<String, String>> people) {
        Tls tls = new Tls(server.certificate(), server.key(), Optional.of(gateway.certificate()));
        return new HttpConfig(new People(people), Optional.of(tls), false, HttpLimits.DEFAULT);
    }

    private static String post(HttpServer https, @Nullable OwnCertificate shown) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", server.shown());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown == null ? null : shown.managers(), trust.getTrustManagers(), null);
        URI url = URI.create(https.url().replace("127.0.0.1", "localhost") + "/feed");
        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(url).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
