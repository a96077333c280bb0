package io.gridcast.app.served;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends bytes as they are and reads what HTTP/1.1 comes back, over one connection as long as the server keeps it. */
final class RawHttp implements AutoCloseable {
    private static final int WAIT_MS = 20_000;

    private final URI url;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    RawHttp(String url) {
        this.url = URI.create(url);
    }

    /** An answer; header names in lower case. Status 0: the server ended the connection without a word. */
    record Answer(int status, Map<String, String> headers, String body) {}

    /**
     * Sends a request.
     *
     * @param isHead whether no body comes back
     * @param isOdd whether the server may take it for something else than we do, so that nothing can follow on the connection
     * @param isAll whether nothing follows on the connection, so that the server need not wait for more
     */
    Answer exchange(byte[] request, boolean isHead, boolean isOdd, boolean isAll) throws IOException {
        boolean isFresh = socket == null;
        Answer answer = exchangeOnce(request, isHead, isOdd, isAll);
        // The server may end a connection once it has answered on it; the next one to use it cannot know.
        return answer.status == 0 && !isFresh ? exchangeOnce(request, isHead, isOdd, isAll) : answer;
    }

    private Answer exchangeOnce(byte[] request, boolean isHead, boolean isOdd, boolean isAll) throws IOException {
        InputStream answers = connect();
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            if (isAll) {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // It may have answered and ended the connection before it had read all.
        }
        try {
            Answer answer = read(answers, isHead);
            boolean isStream = answer.headers.getOrDefault("content-type", "").startsWith("text/event-stream");
            if (isOdd || isAll || isStream || answer.status == 0 || "close".equals(answer.headers.get("connection"))) {
                close();
            }
            return answer;
        } catch (java.net.SocketException e) {
            close();
            return new Answer(0, Map.of(), "");
        }
    }

    private InputStream connect() throws IOException {
        if (socket == null || in == null) {
            socket = new Socket(url.getHost(), url.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(WAIT_MS);
            in = new BufferedInputStream(socket.getInputStream(), 65_536);
        }
        return in;
    }

    private static Answer read(InputStream in, boolean isHead) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return new Answer(0, Map.of(), "");
        }
        if (!first.matches("HTTP/1\\.1 \\d{3}.*")) {
            throw new IOException("no answer of HTTP/1.1: " + first + " "
                    + new String(in.readNBytes(500), StandardCharsets.ISO_8859_1));
        }
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status < 200) {
            return read(in, isHead);
        }
        boolean isStream = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        boolean isEmpty = isStream || isHead || status == 204 || status == 304;
        return new Answer(status, headers, isEmpty ? "" : body(in, headers));
    }

    private static String body(InputStream in, Map<String, String> headers) throws IOException {
        byte[] bytes;
        if (headers.containsKey("content-length")) {
            bytes = in.readNBytes(Integer.parseInt(headers.get("content-length")));
        } else if ("chunked".equals(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                all.write(in.readNBytes(size));
                line(in);
            }
            line(in);
            bytes = all.toByteArray();
        } else {
            bytes = in.readAllBytes();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
