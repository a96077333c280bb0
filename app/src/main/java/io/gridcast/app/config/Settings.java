package io.gridcast.app.config;

import io.gridcast.core.check.ExplainedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings by key, with a default and a meaning each, and gathers everything that is wrong with them, so that a person
 * mends all of it at once. What was asked for is also the documentation: {@link #known}.
 *
 * <p>Later values win: defaults, then a file, then what the command line sets.
 */
public final class Settings {
    private final Map<String, String> values;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** Reads from these values. */
    public Settings(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    /**
     * Reads a properties file and lets {@code overrides} win.
     *
     * @throws ExplainedException if the file cannot be read
     */
    public static Settings load(@Nullable Path file, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>();
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new ExplainedException(
                        "cannot read the settings in " + file + ": " + e,
                        "the engine would run with other settings than you meant",
                        "name a readable properties file of lines key=value, in UTF-8",
                        e);
            }
            read.stringPropertyNames()
                    .forEach(key -> all.put(key, read.getProperty(key).strip()));
        }
        all.putAll(overrides);
        return new Settings(all);
    }

    /** The same values, with others for the keys that are not set. */
    public Settings over(Map<String, String> otherwise) {
        Map<String, String> all = new TreeMap<>(otherwise);
        all.putAll(values);
        return new Settings(all);
    }

    /** A whole number. */
    public int whole(String key, int byDefault, String meaning) {
        return read(key, Integer.toString(byDefault), byDefault, "a whole number", meaning, Integer::valueOf);
    }

    /** A whole number beyond the range of an int. */
    public long large(String key, long byDefault, String meaning) {
        return read(key, Long.toString(byDefault), byDefault, "a whole number", meaning, Long::valueOf);
    }

    /** A number with a point. */
    public double number(String key, double byDefault, String meaning) {
        return read(key, Double.toString(byDefault), byDefault, "a number such as 0.05", meaning, Double::valueOf);
    }

    /** A time span, such as {@code 100ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 7d} or {@code PT1H}. */
    public Duration duration(String key, Duration byDefault, String meaning) {
        return read(
                key,
                Durations.format(byDefault),
                byDefault,
                "a time span such as 100ms, 10m or 1h",
                meaning,
                Durations::parse);
    }

    /** A time of day, {@code 12:00}. */
    public LocalTime timeOfDay(String key, LocalTime byDefault, String meaning) {
        return read(key, byDefault.toString(), byDefault, "a time of day such as 12:00", meaning, LocalTime::parse);
    }

    /** An instant in UTC, {@code 2017-01-01T00:00:00Z}. */
    public Instant instant(String key, Instant byDefault, String meaning) {
        return read(
                key,
                byDefault.toString(),
                byDefault,
                "an instant such as 2017-01-01T00:00:00Z",
                meaning,
                Instant::parse);
    }

    /** Free text. */
    public String text(String key, String byDefault, String meaning) {
        return read(key, byDefault, byDefault, "text", meaning, Function.identity());
    }

    /** The entries of a list that is written with commas between. */
    static List<String> entries(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** A path. */
    public Path path(String key, Path byDefault, String meaning) {
        return read(key, byDefault.toString(), byDefault, "a path", meaning, Path::of);
    }

    /** Yes or no: {@code true} or {@code false}. */
    public boolean flag(String key, boolean byDefault, String meaning) {
        return read(key, Boolean.toString(byDefault), byDefault, "true or false", meaning, Settings::truth);
    }

    /** One of the constants of an enum, written as {@code EXACTLY_ONCE} or {@code exactly_once}. */
    public <E extends Enum<E>> E choice(String key, E byDefault, String meaning) {
        Class<E> type = byDefault.getDeclaringClass();
        String choices = String.join(", ", namesOf(type));
        return read(
                key,
                byDefault.name().toLowerCase(Locale.ROOT),
                byDefault,
                "one of " + choices,
                meaning,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** All values whose keys begin with {@code prefix}, without it: settings of somebody else, handed on unread. */
    public Map<String, String> group(String prefix, String meaning) {
        prefixes.add(prefix);
        known.put(prefix + "*", new Known(prefix + "*", "", meaning));
        Map<String, String> group = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                group.put(key.substring(prefix.length()), value);
            }
        });
        return group;
    }

    /**
     * Makes a configuration record, which checks itself.
     *
     * @throws ExplainedException that names every problem so far, if there is one
     */
    public <T> T make(Supplier<T> constructor) {
        requireNoProblems();
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            requireNoProblems();
            throw e;
        }
    }

    /**
     * Refuses keys that nobody asked for, which are mostly misspelt.
     *
     * @throws ExplainedException that names every problem, if there is one
     */
    public void requireAllKnown() {
        for (String key : values.keySet()) {
            if (!known.containsKey(key) && prefixes.stream().noneMatch(key::startsWith)) {
                problems.add("there is no setting " + key + nearest(key));
            }
        }
        requireNoProblems();
    }

    /** Everything that was asked for, in that order. */
    public List<Known> known() {
        return List.copyOf(known.values());
    }

    /**
     * One setting.
     *
     * @param byDefault its default as text; empty for none
     * @param meaning what it does
     */
    public record Known(String key, String byDefault, String meaning) {}

    private <T> T read(
            String key, String defaultText, T byDefault, String kind, String meaning, Function<String, T> parse) {
        known.put(key, new Known(key, defaultText, meaning));
        String text = values.get(key);
        if (text == null) {
            return byDefault;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add(key + " is '" + text + "', must be " + kind);
            return byDefault;
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw new ExplainedException(
                    String.join("; ", problems),
                    "the engine does not start on settings that it cannot follow",
                    "mend the settings file or the --set options; docs/configuration.md lists every key and default");
        }
    }

    private String nearest(String key) {
        return known.keySet().stream()
                .min(Comparator.comparingInt(other -> distance(key, other)))
                .filter(other -> distance(key, other) <= Math.max(2, key.length() / 4))
                .map(other -> " (did you mean " + other + "?)")
                .orElse("");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static <E extends Enum<E>> List<String> namesOf(Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            names.add(each.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
