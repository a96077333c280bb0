package io.gridcast.app.config;

import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.HttpLimits;
import io.gridcast.app.http.People;
import io.gridcast.app.http.Role;
import io.gridcast.app.http.Tls;
import io.gridcast.core.check.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads whom the engine answers over HTTP. */
final class HttpSettings {
    private static final String ENTRY =
            "NAME=SHA-256 of a bearer token in hex (sha256sum), or NAME=cn for the CN of a client certificate;"
                    + " several with commas between";

    private HttpSettings() {}

    static HttpConfig read(Settings settings) {
        Map<Role, String> named = new EnumMap<>(Role.class);
        named.put(
                Role.VIEWER,
                settings.text("http.viewers", "", "Who may read: " + ENTRY + ". Without any, reads need no token"));
        named.put(
                Role.OPERATOR,
                settings.text(
                        "http.operators",
                        "",
                        "Who may read, give model commands and publish packs; written as http.viewers. Without any, nobody may"));
        named.put(
                Role.APPROVER,
                settings.text(
                        "http.approvers",
                        "",
                        "Who may read, promote models and approve; written as http.viewers. Without any, nobody may"));
        named.put(
                Role.FEEDER,
                settings.text(
                        "http.feeders",
                        "",
                        "Who may hand in readings and measurements, and nothing else; written as http.viewers. Without any, nobody may"));
        Optional<Tls> tls = tls(settings);
        boolean insecure = settings.flag(
                "http.insecure",
                false,
                "Lets other machines in without TLS or without tokens, where something else protects the port");
        HttpLimits limits = limits(settings);
        return settings.make(() -> new HttpConfig(people(named), tls, insecure, limits));
    }

    private static Optional<Tls> tls(Settings settings) {
        String certificate = settings.text(
                "http.tls.certificate", "", "The server's certificate chain, a PEM file; without it there is no TLS");
        String key = settings.text("http.tls.key", "", "Its private key, a PEM file in PKCS #8 without a password");
        String clientCa = settings.text(
                "http.tls.client-ca",
                "",
                "Certificates of those who vouch for clients, a PEM file; whoever is named with cn is known by such a certificate");
        return settings.make(() -> {
            Checks.require(
                    certificate.isEmpty() == key.isEmpty() && (clientCa.isEmpty() || !key.isEmpty()),
                    "http.tls.certificate and http.tls.key go together, and http.tls.client-ca with both");
            Optional<Path> vouching = clientCa.isEmpty() ? Optional.empty() : Optional.of(Path.of(clientCa));
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Tls(Path.of(certificate), Path.of(key), vouching));
        });
    }

    private static HttpLimits limits(Settings settings) {
        HttpLimits standard = HttpLimits.DEFAULT;
        int header = settings.whole(
                "http.max-header-bytes", standard.maxHeaderBytes(), "Largest address and headers of a call");
        int body = settings.whole(
                "http.max-body-bytes", standard.maxBodyBytes(), "Largest body of a call, a pack's aside");
        int pack = settings.whole("http.max-pack-bytes", standard.maxPackBytes(), "Largest model pack that is taken");
        int connections = settings.whole(
                "http.max-connections", standard.maxConnections(), "Connections at once; more have to wait");
        Duration idle =
                settings.duration("http.idle-timeout", standard.idleTimeout(), "When a silent connection is cut");
        Duration feed = settings.duration(
                "http.feed-timeout",
                standard.feedTimeout(),
                "How long the broker may take for readings that came by HTTP, before their feeder is told to send them again (503)");
        int failed = settings.whole(
                "http.max-failed-tokens",
                standard.maxFailedTokens(),
                "Wrong tokens from one address in a minute, before it is refused unheard (429)");
        return settings.make(() -> new HttpLimits(header, body, pack, connections, idle, feed, failed));
    }

    private static People people(Map<Role, String> named) {
        Map<Role, Map<String, String>> credentials = new EnumMap<>(Role.class);
        named.forEach((role, text) -> {
            Map<String, String> entries = new TreeMap<>();
            Settings.entries(text).forEach(entry -> {
                String[] parts = entry.split("=", 2);
                String credential = parts.length == 2 ? parts[1].strip().toLowerCase(Locale.ROOT) : "";
                Checks.require(
                        entries.put(parts[0].strip(), credential) == null,
                        "http." + role.name().toLowerCase(Locale.ROOT) + "s names somebody twice");
            });
            credentials.put(role, entries);
        });
        return new People(credentials);
    }
}
