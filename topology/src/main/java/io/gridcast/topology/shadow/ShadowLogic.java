package io.gridcast.topology.shadow;

import io.gridcast.core.forecast.Forecast;
import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.forecast.Quantiles;
import io.gridcast.core.forecast.Rung;
import io.gridcast.core.forecast.ScoredFeatures;
import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.serdes.registry.RegistryException;
import io.gridcast.state.Ledger;
import io.gridcast.state.NamedBytes;
import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.models.DeploymentBook;
import io.gridcast.topology.models.ModelFaults;
import io.gridcast.topology.models.ModelRefusedException;
import io.gridcast.topology.models.ModelShelf;
import io.gridcast.topology.models.ServedModel;
import io.gridcast.topology.models.StaleInputs;
import io.gridcast.topology.time.KnownRecord;
import io.gridcast.topology.time.Task;
import io.gridcast.topology.time.TaskLogic;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** Scores every shadow of a series on the very features that its champion was scored on. */
public final class ShadowLogic implements TaskLogic {
    private static final StoreDefinition<Ledger<String, byte[]>> DEPLOYMENTS =
            DeploymentBook.store("shadow-deployments");
    private static final StoreDefinition<Ledger<String, byte[]>> SERIES =
            StoreDefinition.ledger("shadow-series", new NamedBytes(), Comparator.naturalOrder());

    private final Task task;
    private final ModelShelf shelf;
    private final DeploymentBook book;
    private final ModelFaults faults;
    private final Ledger<String, byte[]> seriesStore;
    private final Map<String, Series> series = new HashMap<>();
    private final Map<String, ServedModel> held = new HashMap<>();

    private ShadowLogic(Task task, ShadowConfig config, ModelShelf shelf) {
        this.task = task;
        this.shelf = shelf;
        this.book = new DeploymentBook(task.store(DEPLOYMENTS), task.outbox().codecs());
        this.faults = new ModelFaults(task.outbox(), book, config.maxFaults());
        this.seriesStore = task.store(SERIES);
        seriesStore
                .copy()
                .forEach((id, bytes) -> series.put(id, task.outbox().codecs().decode(Topics.GRID_SERIES, bytes)));
        retain();
    }

    /** Makes the logic of each task. */
    public static Factory factory(ShadowConfig config, ModelShelf shelf) {
        return task -> new ShadowLogic(task, config, shelf);
    }

    /** The stores that it uses. */
    public static List<StoreDefinition<?>> stores() {
        return List.of(DEPLOYMENTS, SERIES);
    }

    @Override
    public void apply(KnownRecord record) {
        byte[] value = record.value();
        if (value == null) {
            throw new IllegalArgumentException("record has no value; " + record.topic() + " takes no tombstones");
        }
        var codecs = task.outbox().codecs();
        if (record.topic().equals(Topics.FEATURES_SCORED.name())) {
            score(codecs.decode(Topics.FEATURES_SCORED, value), record.knownAtMs());
        } else if (record.topic().equals(Topics.GRID_SERIES.name())) {
            Series one = codecs.decode(Topics.GRID_SERIES, value);
            series.put(one.seriesId(), one);
            seriesStore.put(one.seriesId(), value);
        } else {
            Deployment deployment = codecs.decode(Topics.MODELS_DEPLOYMENTS, value);
            book.take(deployment);
            retain();
            deployment.shadows().forEach(shelf::prepare);
        }
    }

    @Override
    public void tick(long tickMs) {
        cutOver(tickMs);
    }

    /** Features are known together with the tick that they were made at, so what held at that tick holds for them. */
    private void score(ScoredFeatures features, long knownMs) {
        cutOver(features.issuedAt().toEpochMilli());
        Series one = series.get(features.seriesId());
        if (one != null && features.target() != Target.SPIKE) { // a risk has no quantiles to score beside others

            shadows(one, features).forEach((model, scope) -> score(features, model, scope, knownMs));
        }
    }

    /**
     * Each shadow once; the champion where a canary has its place, for the two are compared on the same series; and the champion before,
     * for the guard rolls back a champion that is worse than it.
     */
    private Map<DeployedModel, Scope> shadows(Series one, ScoredFeatures features) {
        Map<DeployedModel, Scope> shadows = new LinkedHashMap<>();
        for (Deployment deployment : book.of(one, features.target())) {
            deployment.shadows().forEach(model -> shadows.putIfAbsent(model, deployment.scope()));
            if (deployment.isServedByCanary(one.seriesId())) {
                deployment.champion().ifPresent(model -> shadows.putIfAbsent(model, deployment.scope()));
            }
            deployment.standIn().ifPresent(model -> shadows.putIfAbsent(model, deployment.scope()));
        }
        return shadows;
    }

    private void score(ScoredFeatures features, DeployedModel model, Scope scope, long knownMs) {
        try {
            ServedModel served = model(model);
            if (!served.fingerprint().equals(features.schemaFingerprint())) {
                report(
                        features,
                        model,
                        scope,
                        "is of another feature schema than the champion: " + served.fingerprint() + ", not "
                                + features.schemaFingerprint(),
                        knownMs);
                return;
            }
            float[] outputs = new float[features.rows() * served.quantileLevels().length];
            served.model().score(features.matrix(), features.rows(), outputs);
            int bad = Quantiles.firstNotFinite(outputs, features.rows(), served.quantileLevels().length);
            if (bad < 0) {
                task.outbox().send(Topics.FORECASTS_SHADOW, forecast(features, model, served, outputs), knownMs);
            } else {
                report(features, model, scope, "gave values that are no numbers for slot " + bad, knownMs);
            }
        } catch (KafkaException | RegistryException notTheModelsFault) {
            throw notTheModelsFault;
        } catch (ModelRefusedException refused) {
            report(features, model, scope, "must not be used: " + refused.what(), knownMs);
        } catch (RuntimeException thrown) {
            report(features, model, scope, "failed: " + thrown.getMessage(), knownMs);
        }
    }

    private void report(ScoredFeatures features, DeployedModel model, Scope scope, String what, long knownMs) {
        faults.report(
                scope,
                model,
                CommandKind.RETIRE,
                features.seriesId(),
                features.firstSlot(),
                what + " in shadow, run " + features.runId(),
                knownMs);
    }

    private static Forecast forecast(
            ScoredFeatures features, DeployedModel model, ServedModel served, float[] outputs) {
        boolean isFresh = features.missingInputs().isEmpty();
        if (!isFresh) {
            Quantiles.widen(served.quantileLevels(), outputs, StaleInputs.WIDENING);
        }
        ServedModel.Answer answer = served.answer(outputs);
        return new Forecast(
                features.seriesId(),
                features.target(),
                features.unit(),
                features.runId(),
                features.issuedAt(),
                features.lastSlotKnown(),
                features.resolution(),
                features.firstSlot(),
                answer.point().values(),
                answer.levels(),
                answer.quantiles(),
                model.model(),
                ModelRole.SHADOW,
                isFresh ? Rung.CHAMPION : Rung.CHAMPION_STALE_INPUTS,
                features.missingInputs(),
                features.dataCoverage(),
                features.schemaFingerprint(),
                features.hash(),
                List.of(),
                answer.point().level());
    }

    private ServedModel model(DeployedModel model) {
        ServedModel known = held.get(model.packHash());
        if (known == null) {
            known = shelf.await(model);
            held.put(model.packHash(), known);
        }
        return known;
    }

    private void cutOver(long nowMs) {
        if (book.cutOver(nowMs)) {
            retain();
        }
    }

    private void retain() {
        Set<String> hashes = new HashSet<>();
        for (Deployment deployment : book.all()) {
            deployment.shadows().forEach(model -> hashes.add(model.packHash()));
            if (deployment.canary().isPresent()) {
                deployment.champion().ifPresent(model -> hashes.add(model.packHash()));
            }
            deployment.standIn().ifPresent(model -> hashes.add(model.packHash()));
        }
        held.keySet().retainAll(hashes);
        shelf.retain(task.origin(), hashes);
    }
}
