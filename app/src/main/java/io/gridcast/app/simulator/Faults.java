package io.gridcast.app.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says when which fault befalls what: a pure function of seed, kind, subject and time. A subject is given by all the names
 * that a rule may use for it, its own first.
 */
final class Faults {
    /** What is kept back for longer than this is lost. */
    static final Duration LONGEST_HOLD = Duration.ofDays(3);

    /** The time of what never happens. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long QUARTER_MS = Duration.ofMinutes(15).toMillis();

    private final Map<FaultKind, Long> keys = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, List<FaultRule>> rules = new EnumMap<>(FaultKind.class);

    Faults(long seed, List<FaultRule> rules) {
        for (FaultKind kind : FaultKind.values()) {
            this.keys.put(kind, Dice.key(Dice.key(seed, "faults"), kind.name()));
            this.rules.put(
                    kind, rules.stream().filter(rule -> rule.kind() == kind).toList());
        }
    }

    /** Whether this kind was asked for at all. */
    boolean any(FaultKind kind) {
        return !rulesOf(kind).isEmpty();
    }

    /** Whether a fault is on. */
    boolean hits(FaultKind kind, List<String> subject, long epochMs) {
        return ruleOn(kind, subject, epochMs) != null;
    }

    /** When the fault that is on began; {@link #NEVER} if none is on. */
    long begunAt(FaultKind kind, List<String> subject, long epochMs) {
        FaultRule rule = ruleOn(kind, subject, epochMs);
        if (rule == null) {
            return NEVER;
        }
        long start = episodeStart(kind, subject, epochMs);
        if (rule.from().equals(Instant.MIN)) {
            return start;
        }
        long from = rule.from().toEpochMilli();
        return rule.rate() == 1 ? from : Math.max(from, start);
    }

    /** When what is kept back from {@code epochMs} on is let go: at once if no fault is on, {@link #NEVER} if it is lost. */
    long releasedAt(FaultKind kind, List<String> subject, long epochMs) {
        long at = epochMs;
        while (at - epochMs <= LONGEST_HOLD.toMillis()) {
            FaultRule rule = ruleOn(kind, subject, at);
            if (rule == null) {
                return at;
            }
            long episodeEnd = episodeStart(kind, subject, at) + kind.episode().toMillis();
            at = rule.to().equals(Instant.MAX)
                    ? episodeEnd
                    : Math.min(episodeEnd, rule.to().toEpochMilli());
        }
        return NEVER;
    }

    private @Nullable FaultRule ruleOn(FaultKind kind, List<String> subject, long epochMs) {
        for (FaultRule rule : rulesOf(kind)) {
            if (concerns(rule, subject, epochMs) && drawn(rule, subject, epochMs)) {
                return rule;
            }
        }
        return null;
    }

    private List<FaultRule> rulesOf(FaultKind kind) {
        return rules.getOrDefault(kind, List.of());
    }

    private static boolean concerns(FaultRule rule, List<String> subject, long epochMs) {
        Instant at = Instant.ofEpochMilli(epochMs);
        return !at.isBefore(rule.from())
                && at.isBefore(rule.to())
                && (rule.subject().equals(FaultRule.ANYTHING) || subject.contains(rule.subject()));
    }

    private boolean drawn(FaultRule rule, List<String> subject, long epochMs) {
        long episode = Math.max(1000, rule.kind().episode().toMillis());
        long number = Math.floorDiv(episodeStart(rule.kind(), subject, epochMs), episode);
        return Dice.uniform(key(rule.kind(), subject), number) < rule.rate();
    }

    /** Episodes of different subjects begin at different times, on whole quarters of an hour. */
    private long episodeStart(FaultKind kind, List<String> subject, long epochMs) {
        long episode = kind.episode().toMillis();
        if (episode == 0) {
            return epochMs;
        }
        long shift = QUARTER_MS * (long) (Dice.uniform(key(kind, subject), -1) * (episode / QUARTER_MS));
        return Math.floorDiv(epochMs - shift, episode) * episode + shift;
    }

    private long key(FaultKind kind, List<String> subject) {
        return Dice.key(keys.getOrDefault(kind, 0L), subject.get(0));
    }
}
