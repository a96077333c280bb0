package io.gridcast.app.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers over HTTP in the shape in which Energi Data Service does, with faults where a test asks for them. */
public final class RecordedService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId DANISH = ZoneId.of("Europe/Copenhagen");

    private final HttpServer server;
    private final Map<String, List<ObjectNode>> datasets = new LinkedHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();

    /** What is done instead of an answer. */
    public interface Fault {
        void answer(HttpExchange exchange, byte[] right) throws IOException;
    }

    public RecordedService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/dataset/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A row of consumption; fields can be changed in what is given back. */
    public ObjectNode load(Instant hour, String area, Object code, double kwh) {
        ObjectNode row = row("ConsumptionDE35Hour", "HourUTC", "HourDK", hour).put("PriceArea", area);
        row.putPOJO("ConsumerType_DE35", code);
        return row.put("TotalCon", kwh);
    }

    public ObjectNode price(Instant hour, String area, double eur) {
        return row("Elspotprices", "HourUTC", "HourDK", hour)
                .put("PriceArea", area)
                .put("SpotPriceDKK", eur * 7.46)
                .put("SpotPriceEUR", eur);
    }

    public ObjectNode quarterPrice(Instant quarter, String area, double eur) {
        return row("DayAheadPrices", "TimeUTC", "TimeDK", quarter)
                .put("PriceArea", area)
                .put("DayAheadPriceEUR", eur)
                .put("DayAheadPriceDKK", eur * 7.46);
    }

    public ObjectNode newerLoad(Instant hour, String code, double mwh) {
        return row("ConsumptionDK3619IndustryHour", "TimeUTC", "TimeDK", hour)
                .put("DK36Code", code)
                .put("DK36Title", "some industry")
                .put("Consumption_MWh", mwh);
    }

    private ObjectNode row(String dataset, String utc, String local, Instant time) {
        ObjectNode row = JSON.createObjectNode()
                .put(utc, LocalDateTime.ofInstant(time, ZoneOffset.UTC) + ":00")
                .put(local, LocalDateTime.ofInstant(time, DANISH) + ":00");
        datasets.computeIfAbsent(dataset, any -> new ArrayList<>()).add(row);
        return row;
    }

    /** The next answer is this one. */
    public void willFail(Fault fault) {
        faults.add(fault);
    }

    public static Fault status(int code, String body, String... header) {
        return (exchange, right) -> {
            if (header.length == 2) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            send(exchange, code, body.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Half of the answer, then the connection is cut. */
    public static Fault cut() {
        return (exchange, right) -> {
            exchange.sendResponseHeaders(200, right.length);
            exchange.getResponseBody().write(right, 0, right.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** Half of the answer, as if it were all. */
    public static Fault half() {
        return (exchange, right) -> send(exchange, 200, java.util.Arrays.copyOf(right, right.length / 2));
    }

    /** What was asked for, parameter by parameter, and the {@code dataset}. */
    public List<Map<String, String>> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI());
        asked.add(query);
        byte[] right = right(query);
        Fault fault = faults.poll();
        if (fault != null) {
            fault.answer(exchange, right);
        } else {
            send(exchange, 200, right);
        }
    }

    private byte[] right(Map<String, String> query) throws IOException {
        String dataset = query.get("dataset");
        LocalDateTime start = LocalDateTime.parse(query.get("start"));
        LocalDateTime end = LocalDateTime.parse(query.get("end"));
        int limit = Integer.parseInt(query.get("limit"));
        int offset = Integer.parseInt(query.get("offset"));
        List<ObjectNode> all = new ArrayList<>();
        for (ObjectNode row : datasets.getOrDefault(dataset, List.of())) {
            String text = row.path(row.has("TimeUTC") ? "TimeUTC" : "HourUTC").asText();
            boolean isTime = text.matches("\\d{4}-.*");
            LocalDateTime time =
                    isTime ? LocalDateTime.parse(text.replace("Z", "")).truncatedTo(ChronoUnit.MINUTES) : start;
            boolean isWithin = !time.isBefore(start) && time.isBefore(end);
            String filter = query.getOrDefault("filter", "");
            if (isWithin
                    && (filter.isEmpty()
                            || !row.has("PriceArea")
                            || filter.contains(row.path("PriceArea").asText()))) {
                all.add(row);
            }
        }
        ObjectNode answer = JSON.createObjectNode()
                .put("total", all.size())
                .put("limit", limit)
                .put("dataset", dataset);
        ArrayNode records = answer.putArray("records");
        all.stream().skip(offset).limit(limit).forEach(records::add);
        return JSON.writeValueAsBytes(answer);
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("dataset", uri.getPath().substring("/dataset/".length()));
        for (String pair : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
