package io.gridcast.app.cli;

import io.gridcast.app.models.ModelDesk;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Scope;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "canary",
        description = {
            "Lets a published model serve a share of the series of a scope, the same ones for as long as it is canary; a larger share keeps",
            "them. For a canary by zone, give the zone as scope and a share of 1."
        },
        footer = {
            "  gridcast models canary load-xgb@8 --target load --share 0.1 --why \"first step\" …",
            "  gridcast models canary price-xgb@3 --target price --scope zone:NO2 --share 1 --why \"one zone first\" …"
        })
final class ModelsCanaryCommand extends ModelRoleCommand {
    @Option(
            names = "--share",
            required = true,
            paramLabel = "SHARE",
            description = "Share of the series that it serves, more than 0 and at most 1.")
    private double share;

    ModelsCanaryCommand() {
        super(CommandKind.CANARY, "is the canary of");
    }

    @Override
    void ask(ModelDesk desk, DeployedModel deployed, Scope scope, String why, Instant at) {
        desk.canary(deployed, scope, share, why, at);
    }
}
