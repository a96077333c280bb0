package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "deploy",
        description = {
            "Makes a published model the champion of a scope, and waits until every task has loaded it and its time is fixed.",
            "Until then, and if a task cannot load it, what ran before goes on; the champion before stays as stand-in."
        },
        footer = {
            "  gridcast models deploy load-xgb@20170101-1a2b3c4d --target load --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081 --why \"better by 4 %% in the backtest\"",
            "  gridcast models deploy price-xgb@7 --target price --scope zone:ES --why trial …"
        })
final class ModelsDeployCommand extends ModelRoleCommand {
    ModelsDeployCommand() {
        super(CommandKind.DEPLOY, "is the champion of");
    }
}
