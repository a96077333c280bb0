package io.gridcast.app.config;

import io.gridcast.app.http.HttpConfig;
import io.gridcast.app.http.People;
import io.gridcast.app.http.Role;
import io.gridcast.core.check.Checks;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
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
        return settings.make(() -> new HttpConfig(people(named)));
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
