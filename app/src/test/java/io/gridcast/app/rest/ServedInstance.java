package io.gridcast.app.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.http.OwnCertificate;
import io.gridcast.app.http.People;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Tls;
import io.gridcast.app.net.Ports;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.serving.Peers;
import io.gridcast.app.serving.Serving;
import io.gridcast.app.topics.Partitions;
import io.gridcast.topology.flow.Codecs;
import io.gridcast.topology.serving.AtHand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;

/** An instance that runs the serving application alone, and answers those who have a token, over TLS. */
final class ServedInstance implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "vera";

    /** SHA-256 of it. */
    private static final String TOKEN_HASH = "c7f6d322bc205f26de153999e8d923b63b9261ce34bcb0ef1b9c711f843e05d5";

    private final Engine engine;
    private final HttpServer server;
    private final HttpClient client;

    private ServedInstance(Engine engine, HttpServer server, HttpClient client) {
        this.engine = engine;
        this.server = server;
        this.client = client;
    }

    /** @param certificate of all instances */
    static ServedInstance start(
            Platform platform, String name, Path stateDir, Partitions partitions, OwnCertificate certificate) {
        Tls tls = new Tls(certificate.certificate(), certificate.key(), Optional.empty());
        HttpConfig http = new HttpConfig(
                new People(Map.of(Role.VIEWER, Map.of("vera", TOKEN_HASH))),
                Optional.of(tls),
                false,
                HttpLimits.DEFAULT);
        GridcastConfig config = GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir",
                        stateDir.resolve(name).toString(),
                        "engine.instance",
                        name,
                        "engine.standby-replicas",
                        "1",
                        "forecast.every",
                        "30m")),
                partitions);
        var codecs = new Codecs(platform.registry());
        var self = new HostInfo(Ports.LOOPBACK, Ports.free());
        AtHand atHand = new AtHand();
        Engine engine = Engine.start(
                config.engine(),
                platform.cluster(),
                List.of(Applications.serving(config, codecs, atHand)),
                Optional.of(self));
        var serving = new Serving(
                engine.application(Applications.SERVING).orElseThrow(), atHand, self, partitions, Peers.of(http));
        var routes = new RestRoutes(platform, engine, serving, () -> Optional.of(Facts.NOW), config.forecast());
        return new ServedInstance(
                engine,
                HttpServer.start(http, self.host(), self.port(), List.of(routes)),
                HttpClient.newBuilder().sslContext(tls.peers()).build());
    }

    void awaitRunning(Duration atMost) throws InterruptedException {
        engine.awaitRunning(atMost);
    }

    /** @param path as it goes over the wire */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** The lines of an answer, as they come. */
    Stream<String> lines(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    /** What is answered to those who bring no token. */
    int statusForAnybody(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Authorization", "Bearer " + TOKEN);
    }

    String address() {
        return server.url().substring("https://".length());
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
