package io.gridcast.topology.drift;

import io.gridcast.core.drift.DriftCause;
import io.gridcast.core.drift.Finding;
import io.gridcast.core.drift.InputHealth;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Route;
import java.time.Instant;
import java.util.Optional;

/** Says what was found, with the likeliest cause; what a new model can mend is also said to the step that asks for one. */
final class DriftSpeaker {
    private final Outbox outbox;
    private final Ledger<String, String> zones;

    DriftSpeaker(Outbox outbox, Ledger<String, String> zones) {
        this.outbox = outbox;
        this.zones = zones;
    }

    /** Something has changed; where an input was at fault lately, that is the likelier cause. */
    void say(Watched watched, DriftWatch watch, Finding finding, DriftCause cause, String detail, long tickMs) {
        Optional<InputHealth.Fault> suspect = watch.health().suspect();
        say(
                watched,
                finding,
                suspect.map(InputHealth.Fault::cause).orElse(cause),
                suspect.map(InputHealth.Fault::detail).orElse(detail),
                tickMs);
    }

    /** Something has changed for this reason. */
    void say(Watched watched, Finding finding, DriftCause cause, String detail, long tickMs) {
        var event = new DriftEvent(
                watched.seriesId(),
                watched.target(),
                finding.detector().word(),
                finding.variable(),
                finding.statistic(),
                finding.threshold(),
                cause.with(detail),
                Instant.ofEpochMilli(tickMs));
        outbox.send(Topics.DRIFT_EVENTS, event, tickMs);
        if (cause.asksForTraining()) {
            String zone = zones.get(watched.seriesId());
            byte[] value = outbox.codecs().encode(Topics.DRIFT_EVENTS, event);
            outbox.sendRaw(Route.byKey(RequestRetraining.ALARMS, zone == null ? "" : zone), value, tickMs);
        }
    }
}
