package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "expert",
        description = {
            "Lets a published model, such as one that runs in shadow, join the mixture without being champion: what is issued is mixed from"
                    + " both, by what each has lost so far. Its own forecasts go on being scored beside, and it may be promoted.",
            "Nothing starts again: every task loads it before it counts. `gridcast models shadow` takes it out of the mixture again."
        },
        footer = {
            "  gridcast models expert load-lear@3 --target load --why \"adapts within a day\" …",
            "  gridcast models expert load-xgb@8 --target load --why \"is right where the champion is not\" …"
        })
final class ModelsExpertCommand extends ModelRoleCommand {
    ModelsExpertCommand() {
        super(CommandKind.EXPERT, "is an expert of");
    }
}
