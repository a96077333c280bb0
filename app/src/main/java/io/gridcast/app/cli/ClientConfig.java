package io.gridcast.app.cli;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The file of {@code --client-config}. */
final class ClientConfig {
    private ClientConfig() {}

    /**
     * Its settings, to be added to.
     *
     * @throws ExplainedException if it cannot be read
     */
    static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ExplainedException(
                    "cannot read " + file + ": " + e,
                    "--client-config names a properties file with settings of Kafka clients",
                    "check the path, the file's rights, and that each line is key=value",
                    e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }
}
