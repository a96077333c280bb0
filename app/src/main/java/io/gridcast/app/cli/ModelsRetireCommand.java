package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "retire",
        description = {
            "Takes a model out of all roles in a scope, but not a champion. Once it has no role in any scope its life is over: a retired",
            "version never comes back."
        },
        footer = "  gridcast models retire load-xgb@6 --target load --why \"beaten by 7 for a year\" …")
final class ModelsRetireCommand extends ModelRoleCommand {
    ModelsRetireCommand() {
        super(CommandKind.RETIRE, "has no role any more in");
    }
}
