package io.gridcast.app.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Finds out who calls, and lets through whom the roles of the route allow. Reads need no token as long as no viewer is named; nothing
 * else is ever open by default. Thread-safe.
 */
final class Gate {
    private static final String BEARER = "Bearer ";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final People people;
    private final FailedTokens failed;

    Gate(People people, FailedTokens failed) {
        this.people = people;
        this.failed = failed;
    }

    void addTo(RoutesConfig routes) {
        routes.beforeMatched(this::check);
    }

    private void check(Context call) {
        Set<RouteRole> roles = call.routeRoles();
        if (roles.isEmpty() || roles.contains(Role.OPEN)) {
            // No route is added without a role (HttpServer sees to it): what has none is a file of a page.
            return;
        }
        Caller caller = identify(call);
        caller.putOn(call);
        boolean openToRead = roles.contains(Role.VIEWER) && !people.anyone(Role.VIEWER);
        if (!openToRead && !caller.mayCall(roles)) {
            throw refusal(caller, roles);
        }
    }

    private Caller identify(Context call) {
        String header = call.header("Authorization");
        if (header == null) {
            return ofCertificate(call);
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw noToken();
        }
        String address = call.ip();
        failed.requirePatience(address);
        return people.byToken(header.substring(BEARER.length()).strip()).orElseThrow(() -> {
            failed.failed(address);
            return new HttpProblem(
                    401, "the token is nobody's", "send the token whose hash is in the settings of the engine");
        });
    }

    private Caller ofCertificate(Context call) {
        Object shown = call.req().getAttribute(CERTIFICATES);
        return shown instanceof X509Certificate[] chain && chain.length > 0
                ? commonName(chain[0]).flatMap(people::byCertificate).orElse(Caller.UNKNOWN)
                : Caller.UNKNOWN;
    }

    private static Optional<String> commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    private HttpProblem refusal(Caller caller, Set<RouteRole> roles) {
        String settings =
                roles.stream().map(Role.class::cast).sorted().map(Role::setting).collect(Collectors.joining(" or "));
        boolean nobody = roles.stream().noneMatch(role -> people.anyone((Role) role));
        if (nobody) {
            return new HttpProblem(403, "nobody may do this here", "name people in " + settings + " of the engine");
        }
        return caller.equals(Caller.UNKNOWN)
                ? noToken()
                : new HttpProblem(403, "your role does not allow this", "ask somebody who is named in " + settings);
    }

    private static HttpProblem noToken() {
        return new HttpProblem(401, "no bearer token was given", "send Authorization: Bearer with your token");
    }
}
