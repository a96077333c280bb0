package io.gridcast.app.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time that a call asks about.
 *
 * @param from its begin
 * @param to its end, not in it
 */
record Span(Instant from, Instant to) {
    private static final Duration LONGEST = Duration.ofDays(31);

    /**
     * The time between {@code from} and {@code to} of a call.
     *
     * @param now as the engine knows it
     * @param usual how long it is where only one of the two is given, or none: then it ends now
     */
    static Span of(Parameters parameters, Optional<Instant> now, Duration usual) {
        Optional<Instant> from = parameters.time(Parameters.FROM);
        Optional<Instant> to = parameters.time(Parameters.TO);
        Instant end = to.orElseGet(() -> from.map(begin -> begin.plus(usual)).orElse(now.orElse(Instant.EPOCH)));
        Instant begin = from.orElse(end.minus(usual));
        if (begin.isAfter(end)) {
            throw Parameters.wrong(Parameters.FROM, "a time that is not behind to");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw Parameters.wrong(Parameters.TO, "a time within " + LONGEST.toDays() + " days of from");
        }
        return new Span(begin, end);
    }

    long fromMs() {
        return from.toEpochMilli();
    }

    long toMs() {
        return to.toEpochMilli();
    }
}
