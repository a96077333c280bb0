package io.gridcast.app.cli;

import io.gridcast.core.features.FeatureChoice;
import io.gridcast.core.features.FeatureGroup;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which features trees see. */
final class FeatureOptions {
    @Option(
            names = "--features",
            paramLabel = "WHICH",
            description =
                    "standard, or wide: with kinds that have not earned a place everywhere (docs: training; default: standard).")
    private Breadth features = Breadth.STANDARD;

    @Option(
            names = "--covariates",
            split = ",",
            paramLabel = "NAME",
            description = "Weather variables that are used beside temperature, wind and irradiance.")
    private final Set<String> covariates = new TreeSet<>();

    @Option(
            names = "--drop",
            split = ",",
            paramLabel = "GROUP",
            converter = GroupName.class,
            description = "Leave groups of features out, such as season,clock,revisions.")
    private final Set<FeatureGroup> dropped = EnumSet.noneOf(FeatureGroup.class);

    /** Which features. */
    enum Breadth {
        STANDARD,
        WIDE
    }

    /** Reads the name of a group. */
    static final class GroupName implements ITypeConverter<FeatureGroup> {
        @Override
        public FeatureGroup convert(String text) {
            for (FeatureGroup group : FeatureGroup.values()) {
                if (group.toString().equals(text) && group != FeatureGroup.HEAD) {
                    return group;
                }
            }
            throw new TypeConversionException("'" + text + "' is no group of features, these are: "
                    + EnumSet.complementOf(EnumSet.of(FeatureGroup.HEAD)));
        }
    }

    FeatureChoice choice() {
        return new FeatureChoice(features == Breadth.WIDE, covariates, dropped);
    }
}
