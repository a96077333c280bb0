package io.gridcast.app.cli;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.spikes.SpikeEvent;
import io.gridcast.training.spikes.SpikeQuestion;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Of which zone spikes are asked, and how far ahead. */
final class SpikeOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "6h",
            description =
                    "Spikes within so long; of a day-ahead price it is always the next delivery day. Default: 6h.")
    private String within = "6h";

    @Option(names = "--zone", paramLabel = "ZONE", description = "The price zone, where there are several.")
    private String zone = "";

    /** The question about an event, as {@code spot:above:300}. */
    SpikeQuestion question(String event) {
        try {
            return new SpikeQuestion(SpikeEvent.parse(event), WaitTimes.parse(spec, within));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The series that owns the zone's price. */
    Series owner(List<Series> series) {
        List<Series> owners = series.stream()
                .filter(one -> one.targets().contains(Target.PRICE))
                .filter(one -> zone.isEmpty() || one.priceZone().equals(zone))
                .toList();
        if (owners.size() != 1) {
            throw new ExplainedException(
                    owners.isEmpty()
                            ? "no series has the target price" + (zone.isEmpty() ? "" : " in zone " + zone)
                            : "prices of "
                                    + owners.stream().map(Series::priceZone).toList() + " are forecast",
                    "a model of spikes is about the prices of one zone",
                    "name one with --zone");
        }
        return owners.get(0);
    }
}
