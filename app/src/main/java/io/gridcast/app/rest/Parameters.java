package io.gridcast.app.rest;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.core.grid.Target;
import io.gridcast.topology.serving.ServedKey;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parameters of one call, checked. Problems name the parameter and what it takes, never what was given. */
final class Parameters {
    static final String LIMIT = "limit";
    static final String AFTER = "after";
    static final String TARGET = "target";
    static final String FROM = "from";
    static final String TO = "to";
    static final String AT = "at";

    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 2000;
    private static final int LONGEST_NAME = 200;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Context call;
    private final Map<String, List<String>> given;

    private Parameters(Context call, Map<String, List<String>> given) {
        this.call = call;
        this.given = given;
    }

    /**
     * The parameters of a call.
     *
     * @param known all that it takes in its query
     * @throws HttpProblem 400 if there is another one, or one twice
     */
    static Parameters of(Context call, String... known) {
        Map<String, List<String>> given = call.queryParamMap();
        given.forEach((name, values) -> {
            int place = Arrays.asList(known).indexOf(name);
            if (place < 0) {
                throw new HttpProblem(
                        400,
                        "the query has a parameter that this call does not take",
                        known.length == 0 ? "it takes none" : "it takes " + String.join(", ", known));
            }
            if (values.size() > 1) {
                throw new HttpProblem(400, known[place] + " is given more than once", "give it once");
            }
        });
        return new Parameters(call, given);
    }

    /** A name in the path. */
    String path(String name) {
        return checked(name, call.pathParam(name), LONGEST_NAME);
    }

    /** A longer text in the path. */
    String path(String name, int longest) {
        return checked(name, call.pathParam(name), longest);
    }

    /** A text. */
    Optional<String> text(String name, int longest) {
        return raw(name).map(text -> checked(name, text, longest));
    }

    /** True or false, false where it is not given. */
    boolean flag(String name) {
        return raw(name)
                .map(text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw wrong(name, "true or false");
                    }
                    return text.equals("true");
                })
                .orElse(false);
    }

    /** How many items. */
    int limit() {
        return (int) whole(LIMIT, 1, MOST, USUAL_LIMIT);
    }

    /** A whole number. */
    long whole(String name, long least, long most, long byDefault) {
        return raw(name)
                .map(text -> {
                    try {
                        long number = Long.parseLong(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        // told below, without what was given
                    }
                    throw wrong(name, "a whole number from " + least + " to " + most);
                })
                .orElse(byDefault);
    }

    /** A time. */
    Optional<Instant> time(String name) {
        return raw(name).map(text -> {
            try {
                Instant time = Instant.parse(text);
                if (!time.isBefore(Instant.EPOCH) && time.isBefore(LAST)) {
                    return time;
                }
            } catch (DateTimeException e) {
                // told below, without what was given
            }
            throw wrong(name, "a time from 1970 on in UTC, such as 2026-01-01T10:00:00Z");
        });
    }

    /** A length of time that is not negative. */
    Duration duration(String name, Duration byDefault, Duration longest) {
        return raw(name)
                .map(text -> {
                    try {
                        Duration duration = Duration.parse(text);
                        if (!duration.isNegative() && duration.compareTo(longest) <= 0) {
                            return duration;
                        }
                    } catch (DateTimeException e) {
                        // told below, without what was given
                    }
                    throw wrong(name, "a duration from PT0S to " + longest + ", such as PT24H");
                })
                .orElse(byDefault);
    }

    /** Load or price. */
    Target target() {
        return choice(TARGET, List.of(Target.LOAD, Target.PRICE), Target.LOAD);
    }

    /** One of several. */
    <E extends Enum<E>> E choice(String name, List<E> choices, E byDefault) {
        return raw(name).map(text -> choice(name, choices, text)).orElse(byDefault);
    }

    /** One of several, by its word. */
    static <E extends Enum<E>> E choice(String name, List<E> choices, String text) {
        return choices.stream()
                .filter(choice -> RecordJson.word(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        "one of "
                                + String.join(
                                        ", ",
                                        choices.stream().map(RecordJson::word).toList())));
    }

    /** A problem with a parameter. */
    static HttpProblem wrong(String name, String takes) {
        return new HttpProblem(400, name + " is not what it can be", "give " + takes);
    }

    private Optional<String> raw(String name) {
        List<String> values = given.get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    private static String checked(String name, String text, int longest) {
        if (text.isEmpty() || text.length() > longest || !ServedKey.canHold(text)) {
            throw wrong(name, String.format(Locale.ROOT, "a text of 1 to %d characters", longest));
        }
        return text;
    }
}
