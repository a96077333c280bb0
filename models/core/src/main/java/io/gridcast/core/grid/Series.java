package io.gridcast.core.grid;

import io.gridcast.core.check.Checks;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * One thing that is forecast: a feeder, a zone, or a total of other series.
 *
 * @param seriesId its name, the key on {@code grid.series.v1}
 * @param priceZone the zone whose prices and outlook it follows
 * @param weatherZone the zone whose weather it follows
 * @param targets what is forecast; a series with {@link Target#PRICE} owns the price of its {@code priceZone}
 * @param resolution length of a slot, 5 min to 1 h, a divisor of an hour
 * @param timeZone where its calendar days begin and end
 * @param holidayRegion ISO 3166 country, or country-region, whose holidays it keeps; empty for none
 * @param limitMw the largest load it can carry, MW; NaN where unknown
 * @param latitude degrees north; NaN where unknown
 * @param longitude degrees east; NaN where unknown
 * @param members the series that it is the total of; empty for a series that is metered itself
 */
public record Series(
        String seriesId,
        String priceZone,
        String weatherZone,
        Set<Target> targets,
        Duration resolution,
        ZoneId timeZone,
        String holidayRegion,
        double limitMw,
        double latitude,
        double longitude,
        List<String> members) {
    public Series {
        Checks.requireText("seriesId", seriesId);
        Checks.requirePositive("resolution", resolution);
        Checks.require(
                Duration.ofHours(1).toMillis() % resolution.toMillis() == 0,
                "resolution of " + seriesId + " is " + resolution + ", must divide one hour");
        targets = Set.copyOf(targets);
        members = List.copyOf(members);
    }

    /** Whether it is all of its price zone, so that what is expected of the zone is about it. */
    public boolean isWholeZone() {
        return targets.contains(Target.PRICE) || seriesId.equals(priceZone);
    }

    /** Whether it is the total of other series rather than metered itself. */
    public boolean isTotal() {
        return !members.isEmpty();
    }
}
