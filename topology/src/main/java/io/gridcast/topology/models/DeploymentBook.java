package io.gridcast.topology.models;

import io.gridcast.core.grid.Series;
import io.gridcast.core.grid.Target;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import io.gridcast.serdes.Topics;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Ledger;
import io.gridcast.state.NamedBytes;
import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.flow.Codecs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a task knows of deployments: those that hold, those that wait for their time, what it has answered, and how often a model has
 * failed. In one small ledger, by kind and name: {@code current/load/*}, {@code fault/load/* HASH}.
 */
public final class DeploymentBook {
    private static final String CURRENT = "current/";
    private static final String NEXT = "next/";
    private static final String ANSWERED = "answered/";
    private static final String FAULT = "fault/";

    private final Ledger<String, byte[]> ledger;
    private final Codecs codecs;
    private final NavigableMap<String, Deployment> current = new TreeMap<>();
    private final NavigableMap<String, Deployment> next = new TreeMap<>();

    /** @param ledger a store that {@link #store} defines */
    public DeploymentBook(Ledger<String, byte[]> ledger, Codecs codecs) {
        this.ledger = ledger;
        this.codecs = codecs;
        ledger.copy().forEach((name, bytes) -> {
            if (name.startsWith(CURRENT)) {
                current.put(name.substring(CURRENT.length()), codecs.decode(Topics.MODELS_DEPLOYMENTS, bytes));
            } else if (name.startsWith(NEXT)) {
                next.put(name.substring(NEXT.length()), codecs.decode(Topics.MODELS_DEPLOYMENTS, bytes));
            }
        });
    }

    /** The ledger of one step. */
    public static StoreDefinition<Ledger<String, byte[]>> store(String name) {
        return StoreDefinition.ledger(name, new NamedBytes(), Comparator.naturalOrder());
    }

    /** Takes a deployment in; it holds from its time on. */
    public void take(Deployment deployment) {
        String scope = deployment.scope().toString();
        next.put(scope, deployment);
        ledger.put(NEXT + scope, codecs.encode(Topics.MODELS_DEPLOYMENTS, deployment));
    }

    /** Those that wait for readiness or for their time. */
    public List<Deployment> waiting() {
        return List.copyOf(next.values());
    }

    /** Lets those hold whose time has come; tells whether any did. */
    public boolean cutOver(long nowMs) {
        if (next.isEmpty()) {
            return false;
        }
        List<Deployment> due = new ArrayList<>();
        for (Deployment deployment : next.values()) {
            if (deployment.isEffective() && deployment.effectiveFrom().toEpochMilli() <= nowMs) {
                due.add(deployment);
            }
        }
        due.forEach(this::hold);
        return !due.isEmpty();
    }

    private void hold(Deployment deployment) {
        String scope = deployment.scope().toString();
        Deployment before = current.put(scope, deployment);
        next.remove(scope);
        ledger.put(CURRENT + scope, codecs.encode(Topics.MODELS_DEPLOYMENTS, deployment));
        ledger.remove(NEXT + scope);
        if (before != null) {
            Set<DeployedModel> gone = new LinkedHashSet<>(before.models());
            gone.removeAll(deployment.models());
            gone.forEach(model -> ledger.remove(faultName(deployment.scope(), model)));
        }
    }

    /** What holds for a series, the narrowest scope first. */
    public List<Deployment> of(Series series, Target target) {
        List<Deployment> all = new ArrayList<>(3);
        add(all, target, "series:" + series.seriesId());
        add(all, target, "zone:" + series.priceZone());
        add(all, target, "*");
        return all;
    }

    private void add(List<Deployment> all, Target target, String subject) {
        Deployment known = current.get(new Scope(target, subject).toString());
        if (known != null) {
            all.add(known);
        }
    }

    /** What holds, in the order of its scopes' names. */
    public List<Deployment> current() {
        return List.copyOf(current.values());
    }

    /** What holds in a scope itself. */
    public Optional<Deployment> of(Scope scope) {
        return Optional.ofNullable(current.get(scope.toString()));
    }

    /** Every deployment that holds or will hold. */
    public List<Deployment> all() {
        List<Deployment> all = new ArrayList<>(current.values());
        all.addAll(next.values());
        return all;
    }

    /** Whether this task has answered for a revision of a scope. */
    public boolean hasAnswered(Deployment deployment) {
        byte[] bytes = ledger.get(ANSWERED + deployment.scope());
        return bytes != null && new BytesReader(bytes).getInt() >= deployment.revision();
    }

    /** Notes that this task has answered. */
    public void answered(Deployment deployment) {
        ledger.put(
                ANSWERED + deployment.scope(),
                new BytesWriter().putInt(deployment.revision()).toBytes());
    }

    /** Notes that a model failed; tells how often it has since it took a role in that scope. */
    public int fault(Scope scope, DeployedModel model, long atMs) {
        int count = faults(scope, model) + 1;
        ledger.put(
                faultName(scope, model),
                new BytesWriter().putInt(count).putLong(atMs).toBytes());
        return count;
    }

    private int faults(Scope scope, DeployedModel model) {
        byte[] bytes = ledger.get(faultName(scope, model));
        return bytes == null ? 0 : new BytesReader(bytes).getInt();
    }

    /** When a model last failed in a scope, ms. */
    public Optional<Long> lastFaultMs(Scope scope, DeployedModel model) {
        byte[] bytes = ledger.get(faultName(scope, model));
        if (bytes == null) {
            return Optional.empty();
        }
        var in = new BytesReader(bytes);
        in.getInt();
        return Optional.of(in.getLong());
    }

    private static String faultName(Scope scope, DeployedModel model) {
        return FAULT + scope + " " + model.packHash();
    }
}
