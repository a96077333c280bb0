package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.net.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LivezOptionTest {
    private final LivezOption livez = new LivezOption();
    private volatile Optional<String> trouble = Optional.empty();

    @Test
    void aCommandThatServesNobodySaysWhetherItIsAtWork() throws Exception {
        int port = Ports.free();
        new CommandLine(livez).parseArgs("--livez-port", Integer.toString(port));

        try (LivezOption.Answers answers = livez.start("trainer", () -> trouble)) {
            HttpResponse<String> well = get(port);
            trouble = Optional.of("looked for requests 99 s ago");
            HttpResponse<String> ill = get(port);

            assertThat(answers).isNotNull();
            assertThat(well.statusCode()).isEqualTo(200);
            assertThat(well.body()).contains("\"trainer\" : \"ok\"");
            assertThat(ill.statusCode()).isEqualTo(503);
            assertThat(ill.body()).contains("looked for requests 99 s ago");
        }
    }

    private static HttpResponse<String> get(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/livez"))
                                .build(),
                        BodyHandlers.ofString());
    }
}
