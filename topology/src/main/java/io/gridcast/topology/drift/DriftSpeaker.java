package io.gridcast.topology.drift;

import io.gridcast.core.drift.DriftCause;
import io.gridcast.core.drift.Finding;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.serdes.Topics;
import io.gridcast.state.Ledger;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.flow.Route;
import java.time.Instant;

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
        Reason reason = Reason.of(watch, cause, detail);
        say(watched, finding, reason.cause, reason.detail, tickMs);
    }

    /** Something has changed for this reason. */
    void say(Watched watched, Finding finding, DriftCause cause, String detail, long tickMs) {
        DriftEvent event = event(watched, finding, cause, detail, tickMs);
        outbox.send(Topics.DRIFT_EVENTS, event, tickMs);
        ask(event, cause, tickMs);
    }

    /** What was said before goes on: no news, but a model that was asked for then may have learnt too little of it. */
    void remind(Watched watched, DriftWatch watch, Finding finding, DriftCause cause, String detail, long tickMs) {
        Reason reason = Reason.of(watch, cause, detail);
        ask(event(watched, finding, reason.cause, reason.detail, tickMs), reason.cause, tickMs);
    }

    private record Reason(DriftCause cause, String detail) {
        static Reason of(DriftWatch watch, DriftCause cause, String detail) {
            return watch.health()
                    .suspect()
                    .map(suspect -> new Reason(suspect.cause(), suspect.detail()))
                    .orElse(new Reason(cause, detail));
        }
    }

    private static DriftEvent event(Watched watched, Finding finding, DriftCause cause, String detail, long tickMs) {
        return new DriftEvent(
                watched.seriesId(),
                watched.target(),
                finding.detector().word(),
                finding.variable(),
                finding.statistic(),
                finding.threshold(),
                cause.with(detail),
                Instant.ofEpochMilli(tickMs));
    }

    private void ask(DriftEvent event, DriftCause cause, long tickMs) {
        if (cause.asksForTraining()) {
            String zone = zones.get(event.seriesId());
            byte[] value = outbox.codecs().encode(Topics.DRIFT_EVENTS, event);
            outbox.sendRaw(Route.byKey(RequestRetraining.ALARMS, zone == null ? "" : zone), value, tickMs);
        }
    }
}
