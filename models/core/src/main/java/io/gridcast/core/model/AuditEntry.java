package io.gridcast.core.model;

import java.time.Instant;
import java.util.Map;

/**
 * One link of the audit chain.
 *
 * @param sequence 0, 1, 2, …
 * @param what the kind of event, such as {@code deploy} or {@code refuse}
 * @param details names and values: hashes of data, code and parameters among them
 * @param previousHash hash of the entry before, hex; 64 zeros for the first
 * @param hash SHA-256 over all other fields, hex
 */
public record AuditEntry(
        long sequence,
        Instant at,
        String who,
        String what,
        String subject,
        String why,
        Map<String, String> details,
        String previousHash,
        String hash) {
    public AuditEntry {
        details = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(details));
    }
}
