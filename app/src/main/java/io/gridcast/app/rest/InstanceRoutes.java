package io.gridcast.app.rest;

import io.gridcast.app.http.Role;
import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.PeerAnswers;
import io.gridcast.app.serving.Peers;
import io.gridcast.app.serving.Serving;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /v1/instances/records}: what lies here, for other instances. Nothing is asked on from here, so no question circles. */
final class InstanceRoutes implements Routes {
    private static final int LONGEST = 6000;

    private final Serving serving;

    InstanceRoutes(Serving serving) {
        this.serving = serving;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Peers.PATH, this::answer, Role.VIEWER);
    }

    private void answer(Context call) {
        Parameters parameters = Parameters.of(call, "q", "standby");
        String packed = parameters.text("q", LONGEST).orElseThrow(() -> Parameters.wrong("q", "questions"));
        boolean standby = parameters.flag("standby");
        PeerAnswers answers;
        try {
            answers = serving.answer(packed, standby);
        } catch (IllegalArgumentException e) {
            throw Parameters.wrong("q", "questions that an instance of this version packed");
        }
        if (standby) {
            call.header(Peers.STALENESS, Long.toString(answers.staleRecords()));
        }
        call.header("Cache-Control", "no-store")
                .contentType("application/octet-stream")
                .result(answers.bytes());
    }
}
