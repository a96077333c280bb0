package io.gridcast.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.core.model.AuditChain.Head;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private final List<AuditEntry> chain = chainOf(5);

    @Test
    void anUntouchedChainHolds() {
        assertThat(AuditChain.verify(chain)).isEmpty();
        assertThat(AuditChain.verify(List.of())).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        AuditEntry was = chain.get(2);
        chain.set(2, with(was, "somebody else", was.hash()));

        assertThat(AuditChain.verify(chain)).hasValueSatisfying(found -> {
            assertThat(found.entry().sequence()).isEqualTo(2);
            assertThat(found).asString().contains("audit entry 2").contains("content was changed");
        });
    }

    @Test
    void anEntryThatWasChangedAndHashedAgainBreaksTheNextLink() {
        AuditEntry changed = with(chain.get(2), "somebody else", "");
        chain.set(2, with(changed, changed.who(), AuditChain.hashOf(changed)));

        assertThat(AuditChain.verify(chain)).hasValueSatisfying(found -> {
            assertThat(found.entry().sequence()).isEqualTo(3);
            assertThat(found.fault()).contains("an entry before it was replaced");
        });
    }

    @Test
    void aMissingEntryIsNamedByItsNumber() {
        chain.remove(3);

        assertThat(AuditChain.verify(chain)).hasValueSatisfying(found -> {
            assertThat(found.entry().sequence()).isEqualTo(4);
            assertThat(found.fault()).contains("entries 3 to 3 are missing");
        });
    }

    @Test
    void entriesInAnotherOrderAreNoticed() {
        Collections.swap(chain, 1, 2);

        assertThat(AuditChain.verify(chain))
                .hasValueSatisfying(found -> assertThat(found.position()).isEqualTo(1));
    }

    @Test
    void aRepeatedEntryIsNoticed() {
        chain.add(3, chain.get(2));

        assertThat(AuditChain.verify(chain))
                .hasValueSatisfying(found -> assertThat(found.fault()).contains("repeated"));
    }

    @Test
    void textThatLooksLikeAnotherFieldHashesDifferently() {
        AuditEntry one =
                AuditChain.after(Head.NONE, NINE, "ann", "deploy", "load/*", "a", Map.of("revision", "1", "x", ""));
        AuditEntry other = AuditChain.after(
                Head.NONE, NINE, "ann", "deploy", "load/*", "a\ndetails.8.revision 1 1", Map.of("x", ""));

        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void theCanonicalTextIsPinned() {
        AuditEntry entry =
                AuditChain.after(Head.NONE, NINE, "ann", "deploy", "load/*", "better", Map.of("revision", "1"));

        assertThat(AuditChain.canonicalText(entry))
                .isEqualTo("sequence 1 0\nat 20 2026-11-21T09:00:00Z\nwho 3 ann\nwhat 6 deploy\nsubject 6 load/*\n"
                        + "why 6 better\ndetails.8.revision 1 1\npreviousHash 64 " + AuditChain.BEFORE_FIRST + "\n");
    }

    private static List<AuditEntry> chainOf(int length) {
        List<AuditEntry> chain = new ArrayList<>();
        Head head = Head.NONE;
        for (int i = 0; i < length; i++) {
            AuditEntry next = AuditChain.after(
                    head, NINE.plusSeconds(i), "ann", "deploy", "load/*", "because", Map.of("revision", "" + i));
            chain.add(next);
            head = Head.of(next);
        }
        return chain;
    }

    private static AuditEntry with(AuditEntry entry, String who, String hash) {
        return new AuditEntry(
                entry.sequence(),
                entry.at(),
                who,
                entry.what(),
                entry.subject(),
                entry.why(),
                entry.details(),
                entry.previousHash(),
                hash);
    }
}
