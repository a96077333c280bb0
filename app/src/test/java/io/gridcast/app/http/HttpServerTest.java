package io.gridcast.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridcast.app.metrics.Metrics;
import io.gridcast.core.check.ExplainedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Health health = new Health();
    private final Metrics metrics = new Metrics();
    private final HttpServer server =
            HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", 0, List.of(new HealthRoutes(health), metrics));

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void aProcessWithoutTroubleIsAliveAndReady() throws Exception {
        health.checkReady("broker", Optional::empty);

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(json("/readyz").at("/checks/broker").asText()).isEqualTo("ok");
    }

    @Test
    void aProcessOfWhichNothingIsThereYetIsAliveAndNotReady() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/startupz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(json("/readyz").at("/checks/process").asText()).contains("coming up");
    }

    @Test
    void aCheckInTroubleMakesItUnreadyAndIsNamedWithItsReason() throws Exception {
        health.checkReady("broker", Optional::empty);
        health.checkReady("forecast", () -> Optional.of("restoring state, 40 % done"));

        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(json("/readyz").at("/checks/forecast").asText()).isEqualTo("restoring state, 40 % done");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void aCheckThatFailsItselfCountsAsTrouble() throws Exception {
        health.checkAlive("threads", () -> {
            throw new IllegalStateException("gone");
        });

        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(json("/livez").at("/checks/threads").asText()).contains("the log says more");
    }

    @Test
    void metricsAreInTheFormatOfPrometheus() throws Exception {
        metrics.registry().counter("gridcast.forecasts", "rung", "0").increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
        assertThat(answer.body())
                .contains("# TYPE gridcast_forecasts_total counter")
                .contains("gridcast_forecasts_total{rung=\"0\"} 3.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void aTakenPortIsRefusedByItsNumber() {
        int taken = URI.create(server.url()).getPort();

        assertThatThrownBy(() -> HttpServer.start(HttpConfig.DEFAULT, "127.0.0.1", taken, List.of()))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("port " + taken);
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }
}
