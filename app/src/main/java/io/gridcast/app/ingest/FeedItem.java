package io.gridcast.app.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.app.http.HttpProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One fact of a body, read field by field; what it cannot be read as is refused with the field's name, and without its value. */
final class FeedItem {
    private static final int UNPROCESSABLE = 422;
    private static final int MAX_NAME = 200;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final JsonNode json;

    /**
     * Looks at an item.
     *
     * @param fields that it may have
     * @throws HttpProblem if it is no object, or has others
     */
    FeedItem(JsonNode json, List<String> fields) {
        this.json = json;
        if (!json.isObject()) {
            throw refused("the item is no JSON object", "send an object with " + String.join(", ", fields));
        }
        for (Iterator<String> given = json.fieldNames(); given.hasNext(); ) {
            if (!fields.contains(given.next())) {
                throw refused("the item has a field of another name", "its fields are " + String.join(", ", fields));
            }
        }
    }

    /** The name of a meter or series: 1 to 200 characters, no control characters. */
    String name(String field) {
        String name = text(field, "");
        if (name.isBlank()) {
            throw refused(field + " is missing", "give its name as text");
        }
        return name;
    }

    /** Text of at most 200 characters. */
    String text(String field, String byDefault) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return byDefault;
        }
        if (!value.isTextual()
                || value.textValue().length() > MAX_NAME
                || value.textValue().chars().anyMatch(FeedItem::isNoText)) {
            throw refused(
                    field + " is no name",
                    "give at most " + MAX_NAME + " characters, none of them a control character");
        }
        return value.textValue();
    }

    /** A time of whole milliseconds. */
    Instant time(String field) {
        try {
            Instant time = Instant.parse(json.path(field).asText(""));
            if (!time.isBefore(FIRST)
                    && time.isBefore(LAST)
                    && Instant.ofEpochMilli(time.toEpochMilli()).equals(time)) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw refused(
                field + " is missing or no time",
                "give ISO 8601 in UTC with at most milliseconds, as in 2026-01-01T10:00:00Z, from 1970 to 2199");
    }

    /** A length of time, more than none and whole milliseconds. */
    Duration span(String field) {
        try {
            Duration span = Duration.parse(json.path(field).asText(""));
            if (span.compareTo(Duration.ZERO) > 0
                    && span.compareTo(LONGEST) <= 0
                    && Duration.ofMillis(span.toMillis()).equals(span)) {
                return span;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw refused(field + " is missing or no length of time", "give ISO 8601, as in PT15M, up to P31D");
    }

    /** A finite number. */
    double number(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw refused(field + " is missing or no number", "give a finite number");
        }
        return value.doubleValue();
    }

    /** One of the words of an enum, in lower case. */
    <E extends Enum<E>> E word(String field, E byDefault) {
        E[] words = byDefault.getDeclaringClass().getEnumConstants();
        String given = text(field, word(byDefault));
        return Arrays.stream(words)
                .filter(word -> word(word).equals(given))
                .findFirst()
                .orElseThrow(() -> refused(
                        field + " is none",
                        "give one of "
                                + Arrays.stream(words).map(FeedItem::word).collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A lone half of a pair would not come back from UTF-8 as the same key. */
    private static boolean isNoText(int character) {
        return Character.isISOControl(character) || Character.isSurrogate((char) character);
    }

    private static HttpProblem refused(String what, String mend) {
        return new HttpProblem(UNPROCESSABLE, what, mend);
    }
}
