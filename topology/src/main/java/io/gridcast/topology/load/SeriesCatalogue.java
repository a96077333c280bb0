package io.gridcast.topology.load;

import io.gridcast.core.grid.Series;
import io.gridcast.state.Ledger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All series of the grid, and which totals each is a member of. */
final class SeriesCatalogue {
    private final Ledger<String, SeriesFacts> ledger;
    private final Map<String, TreeSet<String>> totalsByMember = new HashMap<>(); // for look-ups alone

    SeriesCatalogue(Ledger<String, SeriesFacts> ledger) {
        this.ledger = ledger;
        ledger.copy().values().forEach(this::index);
    }

    /** A new or changed series. */
    SeriesFacts learn(Series series, long tickMs) {
        SeriesFacts known = ledger.get(series.seriesId());
        if (known != null) {
            for (String member : known.members()) {
                totalsByMember.getOrDefault(member, new TreeSet<>()).remove(known.seriesId());
            }
        }
        SeriesFacts facts = known == null ? SeriesFacts.of(series) : known.changed(series, tickMs);
        ledger.put(series.seriesId(), facts);
        index(facts);
        return facts;
    }

    @Nullable
    SeriesFacts facts(String seriesId) {
        return ledger.get(seriesId);
    }

    boolean isTotal(String seriesId) {
        SeriesFacts facts = ledger.get(seriesId);
        return facts != null && facts.isTotal();
    }

    /** The totals that a series is a member of, in the order of their names. */
    List<String> totalsOf(String memberId) {
        TreeSet<String> totals = totalsByMember.get(memberId);
        return totals == null ? List.of() : List.copyOf(totals);
    }

    private void index(SeriesFacts facts) {
        for (String member : facts.members()) {
            totalsByMember.computeIfAbsent(member, id -> new TreeSet<>()).add(facts.seriesId());
        }
    }
}
