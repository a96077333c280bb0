package io.gridcast.core.features;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which features a schema has, of those that the inputs allow.
 *
 * @param isWide whether it has every kind there is, or those alone that have earned their place (docs: measurements)
 * @param covariates names of weather variables known in advance that are used beside temperature, wind and irradiance
 * @param without groups that are left out
 */
public record FeatureChoice(boolean isWide, Set<String> covariates, Set<FeatureGroup> without) {
    /** What has earned its place. */
    public static final FeatureChoice STANDARD = new FeatureChoice(false, Set.of(), Set.of());

    /** All that there is. */
    public static final FeatureChoice WIDE = new FeatureChoice(true, Set.of(), Set.of());

    public FeatureChoice {
        covariates = Set.copyOf(covariates);
        EnumSet<FeatureGroup> left = EnumSet.noneOf(FeatureGroup.class);
        left.addAll(without);
        left.remove(FeatureGroup.HEAD);
        without = Set.copyOf(left);
    }
}
