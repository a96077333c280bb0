package io.gridcast.app.http;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Set;

/**
 * Who calls, as the server found out before the route was reached.
 *
 * @param name by which the settings know the person or machine; empty for one that is not known
 * @param roles what it may do
 */
public record Caller(String name, Set<Role> roles) {
    static final Caller UNKNOWN = new Caller("", Set.of());

    private static final String ATTRIBUTE = "gridcast.caller";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The caller of a call that has passed the gate. */
    public static Caller of(Context call) {
        Caller known = call.attribute(ATTRIBUTE);
        return known == null ? UNKNOWN : known;
    }

    /**
     * Goes on only if the caller has a role, where what is asked for decides which one it takes.
     *
     * @throws HttpProblem if it has not
     */
    public void require(Role role) {
        if (!has(role)) {
            throw new HttpProblem(
                    403, "your role does not allow this", "ask somebody who is named in " + role.setting());
        }
    }

    /** Whether it may call a route of these roles. */
    boolean mayCall(Set<? extends RouteRole> route) {
        return route.stream().anyMatch(role -> role instanceof Role named && has(named));
    }

    private boolean has(Role role) {
        return switch (role) {
            case OPEN -> true;
            case VIEWER ->
                roles.contains(Role.VIEWER) || roles.contains(Role.OPERATOR) || roles.contains(Role.APPROVER);
            case OPERATOR, APPROVER, FEEDER -> roles.contains(role);
        };
    }

    void putOn(Context call) {
        call.attribute(ATTRIBUTE, this);
    }
}
