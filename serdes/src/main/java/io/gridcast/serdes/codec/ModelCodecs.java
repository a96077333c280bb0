package io.gridcast.serdes.codec;

import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.DriftEvent;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.model.Readiness;
import io.gridcast.core.model.RetrainingRequest;
import io.gridcast.core.model.Scope;
import io.gridcast.core.model.Verdict;
import io.gridcast.serdes.avro.AvroReader;
import io.gridcast.serdes.avro.AvroWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Codecs of the life of models: packs, commands, deployments, audit, verdicts and drift. */
public final class ModelCodecs {
    /** Pieces of model packs. */
    public static final Codec<ModelArtifactChunk> MODEL_ARTIFACT_CHUNK =
            Codec.of("ModelArtifactChunk", ModelCodecs::write, ModelCodecs::modelArtifactChunk);

    /** Commands. */
    public static final Codec<ModelCommand> MODEL_COMMAND =
            Codec.of("ModelCommand", ModelCodecs::write, ModelCodecs::modelCommand);

    /** Deployments. */
    public static final Codec<Deployment> DEPLOYMENT =
            Codec.of("Deployment", ModelCodecs::write, ModelCodecs::deployment);

    /** Answers of forecast tasks. */
    public static final Codec<Readiness> READINESS = Codec.of("Readiness", ModelCodecs::write, ModelCodecs::readiness);

    /** Links of the audit chain. */
    public static final Codec<AuditEntry> AUDIT_ENTRY =
            Codec.of("AuditEntry", ModelCodecs::write, ModelCodecs::auditEntry);

    /** Verdicts. */
    public static final Codec<Verdict> VERDICT = Codec.of("Verdict", ModelCodecs::write, ModelCodecs::verdict);

    /** Drift events. */
    public static final Codec<DriftEvent> DRIFT_EVENT =
            Codec.of("DriftEvent", ModelCodecs::write, ModelCodecs::driftEvent);

    /** Retraining requests. */
    public static final Codec<RetrainingRequest> RETRAINING_REQUEST =
            Codec.of("RetrainingRequest", ModelCodecs::write, ModelCodecs::retrainingRequest);

    private static final CommandKind[] KINDS = CommandKind.values();
    private static final Verdict.Decision[] DECISIONS = Verdict.Decision.values();

    /** The fewest bytes of a deployed model: three empty texts. */
    private static final int LEAST_MODEL_BYTES = 3;

    private ModelCodecs() {}

    private static void write(Scope scope, AvroWriter out) {
        out.symbol(scope.target());
        out.string(scope.subject());
    }

    private static Scope scope(AvroReader in) {
        return new Scope(GridCodecs.target(in), in.string());
    }

    private static void write(DeployedModel deployed, AvroWriter out) {
        ForecastCodecs.write(deployed.model(), out);
        out.string(deployed.packHash());
    }

    private static DeployedModel deployedModel(AvroReader in) {
        return new DeployedModel(ForecastCodecs.modelRef(in), in.string());
    }

    private static void write(Optional<DeployedModel> deployed, AvroWriter out) {
        out.present(deployed.isPresent());
        if (deployed.isPresent()) {
            write(deployed.get(), out);
        }
    }

    private static Optional<DeployedModel> optionalModel(AvroReader in) {
        return in.present() ? Optional.of(deployedModel(in)) : Optional.empty();
    }

    private static List<DeployedModel> deployedModels(AvroReader in) {
        return in.list(LEAST_MODEL_BYTES, ModelCodecs::deployedModel);
    }

    private static void write(ModelArtifactChunk chunk, AvroWriter out) {
        out.string(chunk.packHash());
        out.int32(chunk.number());
        out.int32(chunk.count());
        out.string(chunk.chunkHash());
        out.string(chunk.manifest());
        out.bytes(chunk.bytes());
    }

    private static ModelArtifactChunk modelArtifactChunk(AvroReader in) {
        return new ModelArtifactChunk(in.string(), in.int32(), in.int32(), in.string(), in.string(), in.bytes());
    }

    private static void write(ModelCommand command, AvroWriter out) {
        out.symbol(command.kind());
        ForecastCodecs.write(command.model(), out);
        out.string(command.packHash());
        write(command.scope(), out);
        out.float64(command.canaryShare());
        out.string(command.who());
        out.string(command.why());
        out.bytes(command.signature());
        out.string(command.manifest());
        out.present(command.against().isPresent());
        if (command.against().isPresent()) {
            ForecastCodecs.write(command.against().get(), out);
        }
    }

    private static ModelCommand modelCommand(AvroReader in) {
        return new ModelCommand(
                in.symbol(KINDS),
                ForecastCodecs.modelRef(in),
                in.string(),
                scope(in),
                in.float64(),
                in.string(),
                in.string(),
                in.bytes(),
                in.string(),
                in.present() ? Optional.of(ForecastCodecs.modelRef(in)) : Optional.empty());
    }

    private static void write(Deployment deployment, AvroWriter out) {
        write(deployment.scope(), out);
        write(deployment.champion(), out);
        out.list(deployment.experts(), ModelCodecs::write);
        out.list(deployment.shadows(), ModelCodecs::write);
        write(deployment.canary(), out);
        out.float64(deployment.canaryShare());
        out.present(deployment.isEffective());
        if (deployment.isEffective()) {
            out.instant(deployment.effectiveFrom());
        }
        out.int32(deployment.revision());
        write(deployment.standIn(), out);
    }

    private static Deployment deployment(AvroReader in) {
        return new Deployment(
                scope(in),
                optionalModel(in),
                deployedModels(in),
                deployedModels(in),
                optionalModel(in),
                in.float64(),
                in.present() ? in.instant() : Instant.MAX,
                in.int32(),
                optionalModel(in));
    }

    private static void write(Readiness readiness, AvroWriter out) {
        write(readiness.scope(), out);
        out.int32(readiness.partition());
        out.int32(readiness.partitions());
        out.int32(readiness.revision());
        out.list(readiness.models(), ModelCodecs::write);
        out.string(readiness.fault());
    }

    private static Readiness readiness(AvroReader in) {
        return new Readiness(scope(in), in.int32(), in.int32(), in.int32(), deployedModels(in), in.string());
    }

    private static void write(AuditEntry entry, AvroWriter out) {
        out.int64(entry.sequence());
        out.instant(entry.at());
        out.string(entry.who());
        out.string(entry.what());
        out.string(entry.subject());
        out.string(entry.why());
        out.map(entry.details(), (value, o) -> o.string(value));
        out.string(entry.previousHash());
        out.string(entry.hash());
    }

    private static AuditEntry auditEntry(AvroReader in) {
        return new AuditEntry(
                in.int64(),
                in.instant(),
                in.string(),
                in.string(),
                in.string(),
                in.string(),
                in.map(1, AvroReader::string),
                in.string(),
                in.string());
    }

    private static void write(Verdict verdict, AvroWriter out) {
        write(verdict.scope(), out);
        ForecastCodecs.write(verdict.champion(), out);
        ForecastCodecs.write(verdict.challenger(), out);
        out.string(verdict.test());
        out.float64(verdict.statistic());
        out.float64(verdict.alpha());
        out.int64(verdict.n());
        out.float64(verdict.meanLossDifference());
        out.symbol(verdict.decision());
        out.instant(verdict.decidedAt());
        out.float64(verdict.championLoss());
        out.float64(verdict.difference());
        out.float64(verdict.differenceLow());
        out.float64(verdict.differenceHigh());
    }

    private static Verdict verdict(AvroReader in) {
        return new Verdict(
                scope(in),
                ForecastCodecs.modelRef(in),
                ForecastCodecs.modelRef(in),
                in.string(),
                in.float64(),
                in.float64(),
                in.int64(),
                in.float64(),
                in.symbol(DECISIONS),
                in.instant(),
                in.float64(),
                in.float64(),
                in.float64(),
                in.float64());
    }

    private static void write(DriftEvent event, AvroWriter out) {
        out.string(event.seriesId());
        out.symbol(event.target());
        out.string(event.detector());
        out.string(event.variable());
        out.float64(event.statistic());
        out.float64(event.threshold());
        out.string(event.likelyCause());
        out.instant(event.detectedAt());
    }

    private static DriftEvent driftEvent(AvroReader in) {
        return new DriftEvent(
                in.string(),
                GridCodecs.target(in),
                in.string(),
                in.string(),
                in.float64(),
                in.float64(),
                in.string(),
                in.instant());
    }

    private static void write(RetrainingRequest request, AvroWriter out) {
        write(request.scope(), out);
        out.string(request.reason());
        out.instant(request.requestedAt());
        out.instant(request.dataUntil());
    }

    private static RetrainingRequest retrainingRequest(AvroReader in) {
        return new RetrainingRequest(scope(in), in.string(), in.instant(), in.instant());
    }
}
