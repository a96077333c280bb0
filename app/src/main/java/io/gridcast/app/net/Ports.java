package io.gridcast.app.net;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
public final class Ports {
    /** Where everything embedded listens. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LAST = 0xFFFF;

    private Ports() {}

    /** A port that nobody listened on a moment ago. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
    }

    /**
     * The given port of a local address, if nobody listens on it.
     *
     * @throws ExplainedException if somebody does, or there is no such port or address
     */
    public static int requireFree(String host, int port) {
        if (port < 0 || port > LAST) {
            throw new ExplainedException(
                    "there is no port " + port, "ports go to " + LAST, "choose another port (0 takes a free one)");
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As Kafka and Jetty do: connections of a process that just ended don't count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            return port;
        } catch (IOException e) {
            throw new ExplainedException(
                    "port " + port + " of " + host + " cannot be used: " + e.getMessage(),
                    "another process listens on it, or the address is none of this machine",
                    "stop that process, or choose another port (0 takes a free one) or address",
                    e);
        }
    }

    /** Whether a start failed because a port was taken meanwhile. */
    public static boolean causedByTakenPort(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
