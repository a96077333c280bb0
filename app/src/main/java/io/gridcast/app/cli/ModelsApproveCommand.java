package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "approve",
        description =
                "Agrees to a promotion that somebody else, or the policy, has asked for; the author cannot approve it.",
        footer = "  gridcast models approve load-xgb@8 --target load --who bob --why \"figures seen\" …")
final class ModelsApproveCommand extends ModelRoleCommand {
    ModelsApproveCommand() {
        super(CommandKind.APPROVE, "is the champion of");
    }
}
