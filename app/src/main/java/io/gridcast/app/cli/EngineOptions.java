package io.gridcast.app.cli;

import io.gridcast.app.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the engine is configured. */
final class EngineOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of the engine, a properties file; docs/configuration.md lists every key.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over --config. Can be given several times.")
    private final Map<String, String> set = new LinkedHashMap<>();

    /** As they are given to another command. */
    List<String> given() {
        List<String> args = new ArrayList<>();
        if (config != null) {
            args.addAll(List.of("--config", config.toString()));
        }
        set.forEach((key, value) -> args.addAll(List.of("--set", key + "=" + value)));
        return args;
    }

    /**
     * The settings given, on top of what the command itself needs otherwise.
     *
     * @param byCommand defaults of the command; the user's own win
     */
    Settings settings(Map<String, String> byCommand) {
        Settings given = Settings.load(config, set);
        return given.over(byCommand);
    }
}
