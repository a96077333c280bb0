package io.gridcast.app.http;

import io.gridcast.core.check.Checks;
import io.gridcast.core.model.ModelAuthors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, known by bearer tokens, of which hashes alone are kept, or by the certificates that they show.
 *
 * @param credentials by role and name: the SHA-256 of a token in hex, or {@link #CERTIFICATE} for whoever shows a client certificate
 *     with that name as its subject's CN
 */
public record People(Map<Role, Map<String, String>> credentials) {
    /** In the place of a hash: the name is that in a client certificate. */
    public static final String CERTIFICATE = "cn";

    /** Without any settings: nobody has a name. */
    public static final People NOBODY = new People(Map.of());

    private static final String SHA_256_HEX = "[0-9a-f]{64}";

    public People {
        Map<Role, Map<String, String>> copy = new EnumMap<>(Role.class);
        Map<String, String> owners = new HashMap<>();
        credentials.forEach((role, named) -> {
            named.forEach((name, credential) -> check(role, name, credential, owners));
            copy.put(role, Map.copyOf(new TreeMap<>(named)));
        });
        credentials = Map.copyOf(copy);
    }

    private static void check(Role role, String name, String credential, Map<String, String> owners) {
        Checks.require(
                !name.isBlank() && (credential.equals(CERTIFICATE) || credential.matches(SHA_256_HEX)),
                role.setting() + " holds an entry that is not NAME= and 64 hexadecimal digits, or NAME=" + CERTIFICATE);
        Checks.require(
                !ModelAuthors.isReserved(name),
                role.setting() + " names " + name + ", which is a name of the engine's own");
        @Nullable String owner = credential.equals(CERTIFICATE) ? null : owners.putIfAbsent(credential, name);
        Checks.require(
                owner == null || owner.equals(name),
                role.setting() + " gives " + name + " the token of " + owner + ": each has a token of their own");
    }

    /** Whether somebody has this very role. */
    public boolean anyone(Role role) {
        return !credentials.getOrDefault(role, Map.of()).isEmpty();
    }

    /** Whether somebody is known by a certificate. */
    boolean anyCertificate() {
        return credentials.values().stream().anyMatch(named -> named.containsValue(CERTIFICATE));
    }

    /** Whose token it is; takes as long whatever is wrong with it. */
    Optional<Caller> byToken(String token) {
        byte[] given = sha256(token);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        @Nullable String found = null;
        for (Map.Entry<Role, Map<String, String>> role : credentials.entrySet()) {
            for (Map.Entry<String, String> person : role.getValue().entrySet()) {
                if (!person.getValue().equals(CERTIFICATE)
                        && MessageDigest.isEqual(given, HexFormat.of().parseHex(person.getValue()))) {
                    found = person.getKey();
                    roles.add(role.getKey());
                }
            }
        }
        return found == null ? Optional.empty() : Optional.of(new Caller(found, roles));
    }

    /** Who shows a certificate of this name that the server has found to be good. */
    Optional<Caller> byCertificate(String commonName) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        credentials.forEach((role, named) -> {
            if (CERTIFICATE.equals(named.get(commonName))) {
                roles.add(role);
            }
        });
        return roles.isEmpty() ? Optional.empty() : Optional.of(new Caller(commonName, roles));
    }

    /** Names alone. */
    @Override
    public String toString() {
        Map<Role, Set<String>> names = new TreeMap<>();
        credentials.forEach((role, named) -> names.put(role, new TreeSet<>(named.keySet())));
        return "People" + names;
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
