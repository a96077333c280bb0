package io.gridcast.app.simulator;

import io.gridcast.core.check.Checks;
import io.gridcast.core.check.ExplainedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for one kind of fault.
 *
 * @param rate share of what it can befall that it does befall, above 0 to 1
 * @param subject what it can befall: a meter, a feeder, a zone, a feed such as {@code weather.forecast}, a feed of one zone
 *     such as {@code weather.forecast/COAST}, or {@link #ANYTHING}
 * @param from first instant of it
 * @param to first instant after it
 */
public record FaultRule(FaultKind kind, double rate, String subject, Instant from, Instant to) {
    /** Whatever the kind of fault can befall. */
    public static final String ANYTHING = "*";

    private static final Pattern FORM =
            Pattern.compile("(?<kind>[a-z]+)(=(?<rate>[^:@]+))?(:(?<subject>[^@]+))?(@(?<from>[^/]+)/(?<to>.+))?");

    public FaultRule {
        Checks.require(
                rate > 0 && rate <= 1, "rate of " + kind.word() + " is " + rate + ", must be above 0 and at most 1");
        Checks.requireText("subject", subject);
        Checks.require(from.isBefore(to), kind.word() + " ends at " + to + ", before it begins at " + from);
    }

    /** This kind at its usual rate, everywhere and always. */
    public static FaultRule usual(FaultKind kind) {
        return always(kind, kind.usualRate());
    }

    /** This kind at this rate, everywhere and always. */
    public static FaultRule always(FaultKind kind, double rate) {
        return new FaultRule(kind, rate, ANYTHING, Instant.MIN, Instant.MAX);
    }

    /** One certain fault. */
    public static FaultRule certain(FaultKind kind, String subject, Instant from, Instant to) {
        return new FaultRule(kind, 1, subject, from, to);
    }

    /**
     * Reads {@code kind[=rate][:subject][@from/to]}: {@code late}, {@code stuck=0.01}, {@code missing=0.2:COAST-F1},
     * {@code outage:weather.forecast@2026-01-05T00:00:00Z/2026-01-06T00:00:00Z}. A fault with a subject or a time is certain
     * unless it has a rate.
     *
     * @throws ExplainedException if the text has another form
     */
    public static FaultRule parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw unreadable(text, "it does not have the form kind[=rate][:subject][@from/to]");
        }
        try {
            FaultKind kind = kind(form.group("kind"));
            boolean certain = form.group("subject") != null || form.group("from") != null;
            return new FaultRule(
                    kind,
                    form.group("rate") != null
                            ? Double.parseDouble(form.group("rate"))
                            : certain ? 1 : kind.usualRate(),
                    form.group("subject") == null ? ANYTHING : form.group("subject"),
                    form.group("from") == null ? Instant.MIN : Instant.parse(form.group("from")),
                    form.group("to") == null ? Instant.MAX : Instant.parse(form.group("to")));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw unreadable(text, String.valueOf(e.getMessage()));
        }
    }

    private static FaultKind kind(String word) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of fault called '" + word + "'"));
    }

    private static ExplainedException unreadable(String text, String why) {
        return new ExplainedException(
                "fault '" + text + "' cannot be read",
                why,
                "write a kind (" + FaultKind.words()
                        + "), and if wanted a rate, a subject and a time: stuck=0.01, late, missing=0.2:COAST-F1, "
                        + "outage:weather.forecast@2026-01-05T00:00:00Z/2026-01-06T00:00:00Z");
    }
}
