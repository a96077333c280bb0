package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "expert",
        description =
                "Lets a published model join the champion as an expert, with the champion's care: every task loads it before it counts.",
        footer = "  gridcast models expert load-lear@3 --target load --why \"adapts within a day\" …")
final class ModelsExpertCommand extends ModelRoleCommand {
    ModelsExpertCommand() {
        super(CommandKind.EXPERT, "is an expert of");
    }
}
