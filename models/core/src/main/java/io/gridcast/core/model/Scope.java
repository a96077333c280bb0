package io.gridcast.core.model;

import io.gridcast.core.check.Checks;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import java.util.Locale;

/**
 * Where a deployment holds.
 *
 * @param target the target that it is about
 * @param subject {@code *} for all series, or {@code zone:ID}, or {@code series:ID}; the narrowest wins
 */
public record Scope(Target target, String subject) {
    /** Everything of one target. */
    public static Scope all(Target target) {
        return new Scope(target, "*");
    }

    /** Reads what {@link #toString} writes. */
    public static Scope parse(String text) {
        int slash = text.indexOf('/');
        Checks.require(slash > 0, "scope is '" + text + "', must look like load/*, price/zone:ES or load/series:ES");
        return new Scope(Target.valueOf(text.substring(0, slash).toUpperCase(Locale.ROOT)), text.substring(slash + 1));
    }

    /** Whether it holds for a series. */
    public boolean holds(Series series) {
        return subject.equals("*")
                || subject.equals("zone:" + series.priceZone())
                || subject.equals("series:" + series.seriesId());
    }

    /** The key on topics: {@code load/*}, {@code price/zone:ES}. */
    @Override
    public String toString() {
        return target.name().toLowerCase(Locale.ROOT) + "/" + subject;
    }
}
