package io.gridcast.topology.lifecycle;

import io.gridcast.core.model.AuditChain;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.topology.flow.Outbox;
import java.time.Instant;
import java.util.Map;

/** Adds entries to the audit chain and publishes them. */
final class AuditTrail {
    private static final String HEAD = "head";

    private final Ledger<String, AuditChain.Head> heads;
    private final Outbox outbox;

    AuditTrail(Ledger<String, AuditChain.Head> heads, Outbox outbox) {
        this.heads = heads;
        this.outbox = outbox;
    }

    void add(long atMs, String who, String what, String subject, String why, Map<String, String> details) {
        AuditChain.Head head = heads.get(HEAD);
        AuditEntry entry = AuditChain.after(
                head == null ? AuditChain.Head.NONE : head,
                Instant.ofEpochMilli(atMs),
                who,
                what,
                subject,
                why,
                details);
        heads.put(HEAD, AuditChain.Head.of(entry));
        outbox.send(Topics.MODELS_AUDIT, entry, atMs);
    }
}
