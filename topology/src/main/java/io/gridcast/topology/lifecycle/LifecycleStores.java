package io.gridcast.topology.lifecycle;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.model.AuditChain;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.serdes.codec.ModelCodecs;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.TextKeyed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The stores of {@link DecideDeployments}. Deployments lie in them as on their topic, in Avro without a schema id. */
public final class LifecycleStores {
    /** Pack hashes by {@code id@version}. */
    static final StoreDefinition<Ledger<String, String>> PUBLISHED =
            ledger("published-models", TextKeyed.of(BytesWriter::putText, BytesReader::getText));

    /** Models whose life has ended, by {@code id@version}: when, ms. */
    static final StoreDefinition<Ledger<String, Long>> RETIRED = ledger("retired-models", TextKeyed.LONGS);

    /** What runs and what waits, by scope. */
    static final StoreDefinition<Ledger<String, ScopeState>> SCOPES =
            ledger("scopes", TextKeyed.of(LifecycleStores::write, LifecycleStores::scopeState));

    /** The head of the audit chain, under one key. */
    static final StoreDefinition<Ledger<String, AuditChain.Head>> HEADS = ledger(
            "audit-heads",
            TextKeyed.of(
                    (out, head) -> out.putLong(head.length()).putText(head.hash()),
                    in -> new AuditChain.Head(in.getLong(), in.getText())));

    /** Times by name, ms. */
    static final StoreDefinition<Ledger<String, Long>> TIMES = ledger("lifecycle-times", TextKeyed.LONGS);

    /** All of them. */
    public static final List<StoreDefinition<?>> ALL = List.of(PUBLISHED, RETIRED, SCOPES, HEADS, TIMES);

    private LifecycleStores() {}

    private static void write(BytesWriter out, ScopeState state) {
        out.putInt(state.highestRevision());
        write(out, state.effective());
        out.putByte(state.rollout().isPresent() ? 1 : 0);
        state.rollout().ifPresent(rollout -> {
            out.putBytes(ModelCodecs.DEPLOYMENT.encode(rollout.deployment()));
            out.putText(rollout.kind().name());
            write(out, rollout.model());
            out.putText(rollout.who()).putText(rollout.why());
            out.putInt(rollout.partitions()).putInt(rollout.ready().size());
            rollout.ready().forEach(out::putInt);
        });
        out.putByte(state.proposal().isPresent() ? 1 : 0);
        state.proposal().ifPresent(proposal -> {
            write(out, proposal.model().model());
            out.putText(proposal.model().packHash()).putText(proposal.who()).putText(proposal.why());
        });
    }

    private static ScopeState scopeState(BytesReader in) {
        int highestRevision = in.getInt();
        Optional<Deployment> effective = deployment(in);
        Optional<Rollout> rollout = in.getByte() == 0 ? Optional.empty() : Optional.of(rollout(in));
        Optional<Proposal> proposal = in.getByte() == 0 ? Optional.empty() : Optional.of(proposal(in));
        return new ScopeState(highestRevision, effective, rollout, proposal);
    }

    private static Proposal proposal(BytesReader in) {
        return new Proposal(new DeployedModel(model(in), in.getText()), in.getText(), in.getText());
    }

    private static void write(BytesWriter out, ModelRef model) {
        out.putText(model.modelId()).putText(model.version());
    }

    private static ModelRef model(BytesReader in) {
        return new ModelRef(in.getText(), in.getText());
    }

    private static Rollout rollout(BytesReader in) {
        Deployment deployment = ModelCodecs.DEPLOYMENT.decode(in.getBytes());
        CommandKind kind = CommandKind.valueOf(in.getText());
        ModelRef model = model(in);
        String who = in.getText();
        String why = in.getText();
        int partitions = in.getInt();
        var ready = new TreeSet<Integer>();
        for (int left = in.getInt(); left > 0; left--) {
            ready.add(in.getInt());
        }
        return new Rollout(deployment, kind, model, who, why, partitions, ready);
    }

    private static void write(BytesWriter out, Optional<Deployment> deployment) {
        out.putByte(deployment.isPresent() ? 1 : 0);
        deployment.ifPresent(it -> out.putBytes(ModelCodecs.DEPLOYMENT.encode(it)));
    }

    private static Optional<Deployment> deployment(BytesReader in) {
        return in.getByte() == 0 ? Optional.empty() : Optional.of(ModelCodecs.DEPLOYMENT.decode(in.getBytes()));
    }

    private static <V> StoreDefinition<Ledger<String, V>> ledger(String name, Layout<String, V> layout) {
        return StoreDefinition.ledger(name, layout, Comparator.naturalOrder());
    }
}
