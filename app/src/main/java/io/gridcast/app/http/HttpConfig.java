package io.gridcast.app.http;

import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Whom the server answers, and how.
 *
 * @param people who may do what
 * @param tls what it proves itself with; empty for plain HTTP
 * @param insecure whether other machines are let in without TLS or without tokens ({@code http.insecure})
 * @param limits what callers may take
 */
public record HttpConfig(People people, Optional<Tls> tls, boolean insecure, HttpLimits limits) {
    /** Without any settings. */
    public static final HttpConfig DEFAULT = new HttpConfig(People.NOBODY, Optional.empty(), false, HttpLimits.DEFAULT);

    public HttpConfig {
        Checks.require(
                !people.anyCertificate() || tls.flatMap(Tls::clientCa).isPresent(),
                "somebody is known by a client certificate (cn), and http.tls.client-ca is not set: nobody would vouch for it");
    }

    /**
     * Goes on only if nobody on the way can read or change what is said, and nobody is let in unasked.
     *
     * @param host the local address to listen on
     * @throws ExplainedException if other machines could
     */
    public void requireSafe(String host) {
        if (insecure || isLoopback(host)) {
            return;
        }
        if (tls.isEmpty()) {
            throw unsafe(
                    host,
                    "there is no TLS: tokens could be read on the way",
                    "set http.tls.certificate and http.tls.key");
        }
        if (!people.anyone(Role.VIEWER)) {
            throw unsafe(host, "reads need no token as long as no viewer is named", "name people in http.viewers");
        }
    }

    private static ExplainedException unsafe(String host, String why, String mend) {
        return new ExplainedException(
                "other machines would be let in on " + host,
                why,
                mend
                        + " (docs/security.md), listen on 127.0.0.1, or set http.insecure=true where something else protects the port");
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
