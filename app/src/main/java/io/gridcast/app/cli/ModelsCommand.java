package io.gridcast.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        description = "Packs and publishes models, gives them roles, and shows what runs and who decided it.",
        footer = {
            "  gridcast models publish models/load.gridpack --bootstrap-servers broker1:9092"
                    + " --schema-registry http://registry:8081 --who ada --why \"first model\"",
            "  gridcast models list --bootstrap-servers broker1:9092 --schema-registry http://registry:8081"
        },
        subcommands = {
            ModelsPackCommand.class,
            ModelsImportCommand.class,
            ModelsVerifyCommand.class,
            ModelsShowCommand.class,
            ModelsDiffCommand.class,
            ModelsPublishCommand.class,
            ModelsDeployCommand.class,
            ModelsShadowCommand.class,
            ModelsExpertCommand.class,
            ModelsCanaryCommand.class,
            ModelsPromoteCommand.class,
            ModelsApproveCommand.class,
            ModelsRollBackCommand.class,
            ModelsRetireCommand.class,
            ModelsVerdictsCommand.class,
            ModelsCompareCommand.class,
            ModelsAuditCommand.class,
            ModelsListCommand.class,
            ModelsPurgeCommand.class
        })
final class ModelsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
