package io.gridcast.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a running engine: so many calls a second for the latest forecast, at fixed times whether or not the one before was answered, and so
 * many clients that listen to events. The time of an answer counts from when it was to be asked for, so an engine that stalls does not hide it.
 */
public final class RestLoad {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NS_A_MS = 1e6;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final AtomicLong heard = new AtomicLong();
    private final AtomicInteger listening = new AtomicInteger();

    private RestLoad(String url) {
        this.url = url;
    }

    /** Called with the engine's address, calls a second, seconds, and how many clients listen to all events meanwhile. */
    public static void main(String[] args) throws Exception {
        var load = new RestLoad(args[0]);
        int rate = Integer.parseInt(args[1]);
        int seconds = Integer.parseInt(args[2]);
        int listeners = Integer.parseInt(args[3]);
        for (int i = 0; i < listeners; i++) {
            load.listen();
        }
        if (rate == 0) {
            LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
        } else {
            load.ask(rate, rate * seconds);
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d clients still listen, %.1f MB of events in all%n",
                load.listening.get(),
                listeners,
                load.heard.get() / 1e6);
        System.exit(0);
    }

    private void ask(int rate, int calls) throws Exception {
        List<URI> forecasts = forecasts();
        long[] tookNs = new long[calls];
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        long startNs = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            int call = i;
            long dueNs = startNs + call * 1_000_000_000L / rate;
            while (System.nanoTime() < dueNs) {
                LockSupport.parkNanos(dueNs - System.nanoTime());
            }
            HttpRequest request = HttpRequest.newBuilder(forecasts.get(call % forecasts.size()))
                    .timeout(PATIENCE)
                    .build();
            client.sendAsync(request, BodyHandlers.ofByteArray()).whenComplete((answer, failure) -> {
                tookNs[call] = System.nanoTime() - dueNs;
                if (failure != null || answer.statusCode() != 200) {
                    failed.incrementAndGet();
                }
                answered.incrementAndGet();
            });
        }
        long endNs = System.nanoTime() + PATIENCE.toNanos();
        while (answered.get() < calls && System.nanoTime() < endNs) {
            LockSupport.parkNanos(1_000_000);
        }
        report(tookNs, failed.get(), forecasts.size());
    }

    private static void report(long[] tookNs, int failed, int forecasts) {
        Arrays.sort(tookNs);
        System.out.printf(
                Locale.ROOT,
                "%d calls for %d forecasts, %d failed: p50 %.2f ms, p90 %.2f, p99 %.2f, p99.9 %.2f, longest %.2f%n",
                tookNs.length,
                forecasts,
                failed,
                quantileMs(tookNs, 0.5),
                quantileMs(tookNs, 0.9),
                quantileMs(tookNs, 0.99),
                quantileMs(tookNs, 0.999),
                quantileMs(tookNs, 1));
    }

    private static double quantileMs(long[] sortedNs, double level) {
        return sortedNs[(int) Math.min(sortedNs.length - 1, Math.floor(level * sortedNs.length))] / NS_A_MS;
    }

    /** The latest forecasts of all series that have some. */
    private List<URI> forecasts() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/series?limit=2000"))
                .build();
        JsonNode series =
                JSON.readTree(client.send(request, BodyHandlers.ofByteArray()).body());
        List<URI> all = new ArrayList<>();
        for (JsonNode each : series.path("items")) {
            String id = URLEncoder.encode(each.path("seriesId").asText(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            each.path("forecasts")
                    .fieldNames()
                    .forEachRemaining(target ->
                            all.add(URI.create(url + "/v1/series/" + id + "/forecasts/latest?target=" + target)));
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("nothing has been forecast yet at " + url);
        }
        return all;
    }

    private void listen() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/v1/events")).build();
        listening.incrementAndGet();
        client.sendAsync(request, BodyHandlers.ofInputStream()).whenComplete((answer, failure) -> {
            Thread reader = new Thread(() -> read(answer == null ? InputStream.nullInputStream() : answer.body()));
            reader.setDaemon(true);
            reader.start();
        });
    }

    private void read(InputStream events) {
        byte[] buffer = new byte[1 << 16];
        try (events) {
            for (int read = events.read(buffer); read >= 0; read = events.read(buffer)) {
                heard.addAndGet(read);
            }
        } catch (IOException e) {
            // counted below
        } finally {
            listening.decrementAndGet();
        }
    }
}
