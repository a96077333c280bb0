package io.gridcast.app.cli;

import io.gridcast.app.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
