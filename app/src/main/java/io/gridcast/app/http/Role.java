package io.gridcast.app.http;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** What people may do. A route names the roles that may call it where it is added; any one of them is enough. */
public enum Role implements RouteRole {
    /** Everybody, without a token: health, metrics, pages that hold nothing but themselves. */
    OPEN,
    /** Reads. Operators and approvers read as well. */
    VIEWER,
    /** Changes which models run, and publishes them. */
    OPERATOR,
    /** Promotes models, and approves what somebody else promoted. */
    APPROVER,
    /** Hands in readings and measurements, and does nothing else: its token lies on machines in the field. */
    FEEDER;

    /** The setting that names who has the role, as in {@code http.viewers}; {@link #OPEN} has none. */
    String setting() {
        return "http." + name().toLowerCase(Locale.ROOT) + "s";
    }
}
