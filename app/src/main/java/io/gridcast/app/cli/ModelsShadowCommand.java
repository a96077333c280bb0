package io.gridcast.app.cli;

import io.gridcast.core.model.CommandKind;
import picocli.CommandLine.Command;

@Command(
        name = "shadow",
        description = {
            "Lets a published model forecast beside the champion, on the very same features; its forecasts are scored and nobody is served by",
            "them: a shadow is never mixed into what is issued. There may be any number of shadows.",
            "`gridcast models expert` lets a shadow join the mixture; this command takes an expert out of it again."
        },
        footer = "  gridcast models shadow load-xgb@8 --target load --why \"does more weather help?\" …")
final class ModelsShadowCommand extends ModelRoleCommand {
    ModelsShadowCommand() {
        super(CommandKind.SHADOW, "is a shadow of");
    }
}
