package io.gridcast.app.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.config.GridcastConfig;
import io.gridcast.app.config.Settings;
import io.gridcast.app.engine.Applications;
import io.gridcast.app.engine.Engine;
import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpServer;
import io.gridcast.app.net.Ports;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.serving.Peers;
import io.gridcast.app.serving.Serving;
import io.gridcast.app.topics.Partitions;
import io.gridcast.topology.flow.Codecs;
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

/** An instance that runs the serving application alone, and answers by HTTP. */
final class ServedInstance implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Engine engine;
    private final HttpServer server;

    private ServedInstance(Engine engine, HttpServer server) {
        this.engine = engine;
        this.server = server;
    }

    static ServedInstance start(Platform platform, String name, Path stateDir, Partitions partitions) {
        GridcastConfig config = GridcastConfig.read(
                new Settings(Map.of(
                        "engine.state-dir",
                        stateDir.resolve(name).toString(),
                        "engine.instance",
                        name,
                        "engine.standby-replicas",
                        "1")),
                partitions);
        var codecs = new Codecs(platform.registry());
        var self = new HostInfo(Ports.LOOPBACK, Ports.free());
        Engine engine = Engine.start(
                config.engine(), platform.cluster(), List.of(Applications.serving(config, codecs)), Optional.of(self));
        var serving = new Serving(
                engine.application(Applications.SERVING).orElseThrow(), self, partitions, Peers.of(HttpConfig.DEFAULT));
        var routes = new RestRoutes(
                platform,
                engine,
                serving,
                () -> Optional.of(Facts.NOW),
                config.forecast().horizon());
        return new ServedInstance(
                engine, HttpServer.start(HttpConfig.DEFAULT, self.host(), self.port(), List.of(routes)));
    }

    void awaitRunning(Duration atMost) throws InterruptedException {
        engine.awaitRunning(atMost);
    }

    /** @param path as it goes over the wire */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** The lines of an answer, as they come. */
    Stream<String> lines(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    }

    String address() {
        return server.url().substring("http://".length());
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
