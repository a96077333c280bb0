package io.gridcast.serdes.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Reads typed values from a Kafka configuration and collects what is wrong, so that all of it is said at once. */
final class ConfigKeys {
    private final Map<String, ?> values;
    private final List<String> problems = new ArrayList<>();

    ConfigKeys(Map<String, ?> values) {
        this.values = values;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new RegistryConfigException(problems);
        }
    }

    Optional<String> text(String key) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        String text = value instanceof Password password ? password.value() : value.toString();
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }

    Optional<Password> secret(String key) {
        return text(key).map(Password::new);
    }

    boolean bool(String key, boolean otherwise) {
        Optional<String> text = text(key).map(value -> value.toLowerCase(Locale.ROOT));
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().equals("true") && !text.get().equals("false")) {
            problem(key + " is '" + text.get() + "', must be true or false");
        }
        return text.get().equals("true");
    }

    int number(String key, int otherwise, int least) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are too small.
        }
        problem(key + " is '" + text.get() + "', must be a whole number of at least " + least);
        return otherwise;
    }
}
