package io.gridcast.app.serving;

import io.gridcast.app.http.HttpConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances, by HTTP. Whoever is asked answers from its own stores or not at all, so a question goes one hop. Thread-safe. */
public final class Peers {
    /** Where instances answer each other. */
    public static final String PATH = "/v1/instances/records";

    /** Header of an answer by a copy: by how many records it is behind at most. */
    public static final String STALENESS = "Gridcast-Staleness-Records";

    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final HttpClient client;
    private final String scheme;

    private Peers(HttpClient client, String scheme) {
        this.client = client;
        this.scheme = scheme;
    }

    /** Instances that are configured alike: by TLS where they have it. */
    public static Peers of(HttpConfig config) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_WITHIN);
        config.tls().ifPresent(tls -> client.sslContext(tls.peers()));
        return new Peers(client.build(), config.tls().isPresent() ? "https" : "http");
    }

    /** What a peer answered: empty where it does not have the stores, or is away. */
    CompletableFuture<Optional<Answers>> ask(
            HostInfo peer, List<Question> questions, boolean standby, Optional<String> authorization) {
        String address = peer.host() + ":" + peer.port();
        String query = "?q=" + PackedQuestions.pack(questions) + (standby ? "&standby=true" : "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + "://" + address + PATH + query))
                .timeout(ANSWER_WITHIN);
        authorization.ifPresent(token -> request.header("Authorization", token));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(answer -> read(answer, address))
                .exceptionally(failure -> {
                    if (failure.getCause() instanceof IOException) {
                        return Optional.empty();
                    }
                    throw new CompletionException(failure.getCause());
                });
    }

    private static Optional<Answers> read(HttpResponse<byte[]> answer, String address) {
        if (answer.statusCode() != 200) {
            return Optional.empty();
        }
        List<List<Found>> found = PackedQuestions.unpackAnswers(answer.body());
        return Optional.of(answer.headers().firstValueAsLong(STALENESS).stream()
                .mapToObj(behind -> new Answers(found, Set.of(address), true, behind))
                .findFirst()
                .orElseGet(() -> Answers.current(found, address)));
    }
}
