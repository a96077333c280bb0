package io.gridcast.core.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Links audit entries, each holding the hash of the one before, so that no entry can be changed, left out, put in or moved without
 * breaking a link behind it. What the chain alone cannot show is an end that was cut off: compare its head with one noted elsewhere.
 */
public final class AuditChain {
    /** What the first entry holds for the hash of the one before. */
    public static final String BEFORE_FIRST = "0".repeat(64);

    private AuditChain() {}

    /**
     * The entry that follows another.
     *
     * @param at when it happened; kept to the millisecond, as on the topic
     */
    public static AuditEntry after(
            Head head, Instant at, String who, String what, String subject, String why, Map<String, String> details) {
        var open = new AuditEntry(
                head.length(),
                at.truncatedTo(ChronoUnit.MILLIS),
                who,
                what,
                subject,
                why,
                details,
                head.hash(),
                BEFORE_FIRST);
        return new AuditEntry(
                open.sequence(),
                open.at(),
                open.who(),
                open.what(),
                open.subject(),
                open.why(),
                open.details(),
                open.previousHash(),
                hashOf(open));
    }

    /** SHA-256 of an entry's {@linkplain #canonicalText canonical text}, hex. */
    public static String hashOf(AuditEntry entry) {
        try {
            byte[] text = canonicalText(entry).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * All fields but the hash itself, one a line as {@code name length value}, where length counts the value's chars, so that no
     * value can pass for another field. The time is ISO-8601, UTC; details follow in the order of their names as {@code
     * details.<name>}, the name's own length in front of it.
     */
    public static String canonicalText(AuditEntry entry) {
        var text = new StringBuilder(256);
        line(text, "sequence", Long.toString(entry.sequence()));
        line(text, "at", entry.at().toString());
        line(text, "who", entry.who());
        line(text, "what", entry.what());
        line(text, "subject", entry.subject());
        line(text, "why", entry.why());
        new TreeMap<>(entry.details())
                .forEach((name, value) -> line(text, "details." + name.length() + "." + name, value));
        line(text, "previousHash", entry.previousHash());
        return text.toString();
    }

    /**
     * The first place where a chain is broken.
     *
     * @param entries from the first one on, in the order in which they were read
     * @return empty where every link holds
     */
    public static Optional<Break> verify(Iterable<AuditEntry> entries) {
        Head head = Head.NONE;
        for (AuditEntry entry : entries) {
            Optional<String> fault = faultOf(entry, head);
            if (fault.isPresent()) {
                return Optional.of(new Break(head.length(), entry, fault.get()));
            }
            head = Head.of(entry);
        }
        return Optional.empty();
    }

    private static Optional<String> faultOf(AuditEntry entry, Head head) {
        if (entry.sequence() > head.length()) {
            return Optional.of("entries " + head.length() + " to " + (entry.sequence() - 1)
                    + " are missing before it, or it was moved forward");
        }
        if (entry.sequence() < head.length()) {
            return Optional.of("it stands behind entry " + (head.length() - 1) + ": it was repeated or moved back");
        }
        String hash = hashOf(entry);
        if (!hash.equals(entry.hash())) {
            return Optional.of("its content was changed: its fields hash to " + hash + ", but it says " + entry.hash());
        }
        if (!entry.previousHash().equals(head.hash())) {
            return Optional.of("it follows an entry with hash " + entry.previousHash() + ", but the one before it has "
                    + head.hash() + ": an entry before it was replaced");
        }
        return Optional.empty();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name)
                .append(' ')
                .append(value.length())
                .append(' ')
                .append(value)
                .append('\n');
    }

    /**
     * Where a chain ends.
     *
     * @param length how many entries it has
     * @param hash of the last one
     */
    public record Head(long length, String hash) {
        /** The head of a chain without entries. */
        public static final Head NONE = new Head(0, BEFORE_FIRST);

        /** The head once {@code last} is its last entry. */
        public static Head of(AuditEntry last) {
            return new Head(last.sequence() + 1, last.hash());
        }
    }

    /**
     * Where a chain is broken.
     *
     * @param position of the entry in the order read, from 0
     * @param fault what is wrong with it, for a person
     */
    public record Break(long position, AuditEntry entry, String fault) {
        @Override
        public String toString() {
            return "audit entry " + entry.sequence() + " (" + entry.what() + " " + entry.subject() + ", " + entry.at()
                    + "): " + fault;
        }
    }
}
