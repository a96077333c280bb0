package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "rollback",
        description = {
            "Puts the champion before in the place of MODEL@VERSION, the champion that shall go. Where there was none, the wider scope's",
            "champion serves, or the next rung."
        },
        footer = "  gridcast models rollback load-xgb@8 --target load --why \"bias in the evening peak\" …")
final class ModelsRollBackCommand extends ModelRoleCommand {
    ModelsRollBackCommand() {
        super(CommandKind.ROLL_BACK, "is rolled back in");
    }
}
