package io.gridcast.topology.forecast;

import io.gridcast.core.calendar.DeliveryDay;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.forecast.SpikeRisk;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.ChannelKey;
import io.gridcast.core.history.Knowledge;
import io.gridcast.core.history.Window;
import io.gridcast.core.spikes.SpikeAlarm;
import io.gridcast.core.spikes.SpikeRule;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.topology.flow.Outbox;
import io.gridcast.topology.models.ModelFaults;
import io.gridcast.topology.models.ModelRefusedException;
import io.gridcast.topology.models.ServedModel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * Says how likely spikes of a zone's price are, and whether that is worth an alert: once for each model of spikes that is deployed, the
 * champion and those beside it, for each is about an event of its own.
 *
 * <p>Of a price that is known after its slot it is said at the end of each slot, once price and load of that slot are known or patience
 * has run out; of a day-ahead price together with its forecast.
 */
final class SpikeIssuer {
    /** What is older is not taken for the newest price. */
    private static final long NEWEST_WITHIN_MS = Duration.ofDays(1).toMillis();

    private final Outbox outbox;
    private final ForecastConfig config;
    private final ForecastState state;
    private final Knowledge knowledge;
    private final Deployments deployments;
    private final ModelFaults faults;
    private final FeatureMakers makers;

    SpikeIssuer(
            Outbox outbox,
            ForecastConfig config,
            ForecastState state,
            Knowledge knowledge,
            Deployments deployments,
            ModelFaults faults) {
        this.outbox = outbox;
        this.config = config;
        this.state = state;
        this.knowledge = knowledge;
        this.deployments = deployments;
        this.faults = faults;
        this.makers = new FeatureMakers(knowledge);
    }

    /** Forgets what was kept for a series whose master data changed. */
    void forget(String seriesId) {
        makers.forget(seriesId);
    }

    /** Says what is due at a tick of prices that are known after their slots. */
    void issueAhead(Series owner, long tickMs) {
        long slotMs = owner.resolution().toMillis();
        Instant boundary = Instant.ofEpochMilli(tickMs - Math.floorMod(tickMs, slotMs));
        for (Server server : deployments.ofSpikes(owner, tickMs)) {
            SpikeIssues before = state.spikeIssues(owner.priceZone(), server.model());
            if (boundary.toEpochMilli() > before.issuedForMs()) {
                ahead(owner, server, boundary, tickMs);
            }
        }
    }

    /** Says what there is to say of the day-ahead prices of a delivery day. */
    void issueDayAhead(Series owner, LocalDate day, long tickMs) {
        var delivery = new DeliveryDay(day, owner.timeZone());
        Instant hour = Instant.ofEpochMilli(
                tickMs - Math.floorMod(tickMs, config.every().toMillis()));
        for (Server server : deployments.ofSpikes(owner, tickMs)) {
            guarded(owner, server, delivery.start(), tickMs, (model, rule) -> {
                if (rule.event().isDayAhead()) {
                    int slots = delivery.slots(owner.resolution());
                    issue(new Run(owner, server, model, rule, hour, delivery.start(), slots, tickMs));
                }
            });
        }
    }

    private void ahead(Series owner, Server server, Instant boundary, long tickMs) {
        guarded(owner, server, boundary, tickMs, (model, rule) -> {
            if (!rule.event().isDayAhead() && isDue(owner, rule, boundary, tickMs)) {
                int slots = (int) (rule.within().toMillis() / owner.resolution().toMillis());
                issue(new Run(owner, server, model, rule, boundary, boundary, slots, tickMs));
            }
        });
    }

    private boolean isDue(Series owner, SpikeRule rule, Instant boundary, long tickMs) {
        long endMs = boundary.toEpochMilli();
        long lastMs = endMs - owner.resolution().toMillis();
        boolean isPriced = !Float.isNaN(prices(owner, rule).mean(lastMs, endMs));
        boolean isObserved = !owner.targets().contains(Target.LOAD)
                || state.loadIssues(owner.seriesId()).observedUntilMs() >= endMs;
        return isPriced && isObserved || tickMs >= endMs + config.patience().toMillis();
    }

    private Window prices(Series owner, SpikeRule rule) {
        return knowledge
                .windows()
                .of(ChannelKey.zone(owner.priceZone(), rule.event().channel()));
    }

    private void issue(Run run) {
        float[] matrix = makers.of(run.owner, run.model.schema(), run.model.fingerprint())
                .make(run.issueTime, run.firstSlot, run.owner.resolution(), run.slots);
        float[] probabilities = new float[run.slots];
        run.model.model().score(matrix, run.slots, probabilities);
        int bad = Quantiles.firstNotFinite(probabilities, run.slots, 1);
        String zone = run.owner.priceZone();
        SpikeIssues before = state.spikeIssues(zone, run.server.model());
        if (bad >= 0) {
            state.put(zone, run.server.model(), new SpikeIssues(run.firstSlot.toEpochMilli(), before.isOn()));
            report(run.owner, run.server, run.firstSlot, "gave values that are no numbers for slot " + bad, run.tickMs);
            return;
        }
        double risk = run.rule.windowProbability(probabilities);
        double level = run.rule.alertLevel(config.spikeAlertsPerWeek());
        boolean isOn = SpikeAlarm.isOn(before.isOn(), risk, level);
        state.put(zone, run.server.model(), new SpikeIssues(run.firstSlot.toEpochMilli(), isOn));
        outbox.send(Topics.FEATURES_SCORED, features(run, matrix), run.tickMs);
        outbox.send(Topics.PRICE_SPIKES, risk(run, probabilities, risk, level, isOn), run.tickMs);
    }

    private SpikeRisk risk(Run run, float[] probabilities, double windowProbability, double level, boolean isOn) {
        return new SpikeRisk(
                run.owner.priceZone(),
                run.id(),
                Instant.ofEpochMilli(run.tickMs),
                run.firstSlot,
                run.owner.resolution(),
                run.rule.event().threshold(),
                probabilities,
                isOn,
                run.server.model().model(),
                run.rule.event().product(),
                run.rule.event().side(),
                windowProbability,
                level,
                lastPrice(run));
    }

    private ScoredFeatures features(Run run, float[] matrix) {
        return new ScoredFeatures(
                run.owner.seriesId(),
                Target.SPIKE,
                run.id(),
                Instant.ofEpochMilli(run.tickMs),
                run.firstSlot,
                run.owner.resolution(),
                run.model.fingerprint(),
                run.slots,
                run.model.schema().size(),
                matrix,
                ScoredFeatures.hashOf(matrix),
                "1",
                lastPrice(run),
                List.of(),
                1);
    }

    private Instant lastPrice(Run run) {
        long beforeMs = run.firstSlot.toEpochMilli();
        long newestMs = prices(run.owner, run.rule).latestMs(beforeMs, beforeMs - NEWEST_WITHIN_MS);
        return newestMs == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochMilli(newestMs);
    }

    private void guarded(Series owner, Server server, Instant firstSlot, long tickMs, Step step) {
        try {
            ServedModel model = deployments.model(server.model());
            if (model.spikes().isPresent()) {
                step.run(model, model.spikes().get());
            } else {
                settle(owner, server, firstSlot);
                report(owner, server, firstSlot, "is no model of spikes", tickMs);
            }
        } catch (KafkaException | RegistryException notTheModelsFault) {
            throw notTheModelsFault;
        } catch (ModelRefusedException refused) {
            settle(owner, server, firstSlot);
            report(owner, server, firstSlot, "must not be used: " + refused.what(), tickMs);
        } catch (RuntimeException thrown) {
            settle(owner, server, firstSlot);
            report(owner, server, firstSlot, "failed: " + thrown, tickMs);
        }
    }

    /** A model that fails is asked again at the next slot, not at the next tick. */
    private void settle(Series owner, Server server, Instant firstSlot) {
        SpikeIssues before = state.spikeIssues(owner.priceZone(), server.model());
        state.put(owner.priceZone(), server.model(), new SpikeIssues(firstSlot.toEpochMilli(), before.isOn()));
    }

    private void report(Series owner, Server server, Instant firstSlot, String what, long tickMs) {
        faults.report(
                server.scope(),
                server.model(),
                server.takenOutBy(),
                owner.seriesId(),
                firstSlot,
                what + "; nothing is said of its spikes",
                tickMs);
    }

    @FunctionalInterface
    private interface Step {
        void run(ServedModel model, SpikeRule rule);
    }

    /** One issue of one model. */
    private record Run(
            Series owner,
            Server server,
            ServedModel model,
            SpikeRule rule,
            Instant issueTime,
            Instant firstSlot,
            int slots,
            long tickMs) {
        String id() {
            return owner.seriesId() + "/" + rule.event() + "/" + Instant.ofEpochMilli(tickMs);
        }
    }
}
