package io.gridcast.tests.mlflow;

import io.gridcast.app.net.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real MLflow tracking server: its program from a virtual environment, with SQLite and local artifacts. */
final class MlflowServer implements AutoCloseable {
    private static final Duration UP_WITHIN = Duration.ofMinutes(4);

    private final Process process;
    private final URI uri;

    private MlflowServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** The program that {@code .ci/run} installs, or that {@code -Dmlflow.program=PATH} names; empty where there is none. */
    static Optional<Path> program() {
        String named = System.getProperty("mlflow.program", "");
        List<Path> places = named.isEmpty()
                ? List.of(Path.of("target/mlflow/bin/mlflow"), Path.of("tests/target/mlflow/bin/mlflow"))
                : List.of(Path.of(named));
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    static MlflowServer start(Path program, Path directory) throws IOException, InterruptedException {
        int port = Ports.free();
        Files.createDirectories(directory);
        Process process = new ProcessBuilder(
                        program.toAbsolutePath().toString(),
                        "server",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--workers",
                        "1",
                        "--serve-artifacts",
                        "--backend-store-uri",
                        "sqlite:///" + directory.resolve("mlflow.db").toAbsolutePath(),
                        "--artifacts-destination",
                        directory.resolve("artifacts").toUri().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
        var server = new MlflowServer(process, URI.create("http://127.0.0.1:" + port));
        try {
            server.awaitUp(directory.resolve("server.log"));
            return server;
        } catch (RuntimeException | IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    URI uri() {
        return uri;
    }

    private void awaitUp(Path log) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(uri.resolve("/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long giveUpNs = System.nanoTime() + UP_WITHIN.toNanos();
        while (System.nanoTime() < giveUpNs && process.isAlive()) {
            try {
                if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        throw new IOException("MLflow is not up: " + Files.readString(log));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
