package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "promote",
        description = {
            "Makes a shadow, canary or expert the champion of a scope. Where promotion.four-eyes is set it waits until a second person",
            "approves it."
        },
        footer = "  gridcast models promote load-xgb@8 --target load --why \"better by 3 %%, verdict of 12 May\" …")
final class ModelsPromoteCommand extends ModelRoleCommand {
    ModelsPromoteCommand() {
        super(CommandKind.PROMOTE, "is the champion of");
    }
}
