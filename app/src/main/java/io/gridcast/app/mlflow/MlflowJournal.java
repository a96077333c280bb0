package io.gridcast.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.core.forecast.ModelRef;
import io.gridcast.core.pack.ModelPack;
import io.gridcast.core.pack.PackFormat;
import io.gridcast.core.pack.PackManifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Logs trained models: a run with parameters, metrics, plots and the pack, and a version of the registered model of the same name. The
 * same pack is logged once, however often it is told of.
 */
public final class MlflowJournal {
    private static final String STAGE = "gridcast.stage";
    private static final String PACK = "gridcast.pack";
    private static final String FOLDER = "pack";
    private static final Pattern NO_METRIC_NAME = Pattern.compile("[^\\w\\-. /]");
    /** More of a kind in one call are refused. */
    private static final int METRICS_A_CALL = 1_000;

    private static final int LONGEST_VALUE = 500;

    private final MlflowClient client;
    private final String experiment;

    /** @param experiment by name; made where there is none */
    public MlflowJournal(MlflowClient client, String experiment) {
        this.client = client;
        this.experiment = experiment;
    }

    /** A version in MLflow's registry. */
    public record Registered(String model, String version) {
        @Override
        public String toString() {
            return model + "/" + version;
        }
    }

    /**
     * Logs a pack and registers it.
     *
     * @param why the reason of the training
     * @throws MlflowException if MLflow is away or refuses
     */
    public Registered log(ModelPack pack, String why) {
        ModelRef model = pack.manifest().model();
        makeRegisteredModel(model.modelId(), pack.manifest());
        for (JsonNode known : versions(model.modelId())) {
            if (tag(known, PACK).equals(pack.hash())) {
                return new Registered(model.modelId(), known.path("version").asText());
            }
        }
        JsonNode run = startRun(pack, why);
        String runId = run.path("run_id").asText();
        try {
            String uri = run.path("artifact_uri").asText();
            logBatch(runId, pack.manifest());
            upload(ArtifactPlace.of(uri), pack);
            endRun(runId, "FINISHED");
            return register(pack, runId, uri + "/" + FOLDER);
        } catch (MlflowException e) {
            giveUp(runId, e);
            throw e;
        }
    }

    /** Notes where a version stands: as a tag, and as an alias that the version before gives up. */
    public void stage(Registered version, String stage) {
        ObjectNode tag = ofVersion(version);
        tag.put("key", STAGE).put("value", stage);
        client.post("model-versions/set-tag", tag);
        ObjectNode alias = ofVersion(version);
        client.post("registered-models/alias", alias.put("alias", stage));
    }

    private static ObjectNode ofVersion(Registered version) {
        return MlflowClient.object().put("name", version.model()).put("version", version.version());
    }

    private void makeRegisteredModel(String name, PackManifest manifest) {
        try {
            client.post(
                    "registered-models/create",
                    MlflowClient.object()
                            .put("name", name)
                            .put(
                                    "description",
                                    "Forecasts of " + manifest.target().name().toLowerCase(Locale.ROOT)
                                            + " by Gridcast; each version holds a model pack."));
        } catch (MlflowException e) {
            if (!e.code().equals(MlflowClient.EXISTS)) {
                throw e;
            }
        }
    }

    private Iterable<JsonNode> versions(String model) {
        return client.get(
                        "model-versions/search",
                        Map.of("filter", "name='" + model.replace("'", "''") + "'", "max_results", "200"))
                .path("model_versions");
    }

    private static String tag(JsonNode version, String name) {
        for (JsonNode tag : version.path("tags")) {
            if (tag.path("key").asText().equals(name)) {
                return tag.path("value").asText();
            }
        }
        return "";
    }

    private String experimentId() {
        try {
            return client.get("experiments/get-by-name", Map.of("experiment_name", experiment))
                    .path("experiment")
                    .path("experiment_id")
                    .asText();
        } catch (MlflowException e) {
            if (!e.code().equals(MlflowClient.MISSING)) {
                throw e;
            }
            return client.post("experiments/create", MlflowClient.object().put("name", experiment))
                    .path("experiment_id")
                    .asText();
        }
    }

    private JsonNode startRun(ModelPack pack, String why) {
        ObjectNode body = MlflowClient.object()
                .put("experiment_id", experimentId())
                .put("run_name", pack.manifest().model().toString())
                .put("start_time", Instant.now().toEpochMilli());
        body.set("tags", pairs(tags(pack, why)));
        return client.post("runs/create", body).path("run").path("info");
    }

    private static Map<String, String> tags(ModelPack pack, String why) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(PACK, pack.hash());
        tags.put("gridcast.model", pack.manifest().model().toString());
        tags.put("gridcast.author", pack.manifest().author());
        tags.put("gridcast.why", why);
        tags.put(STAGE, "packed");
        pack.manifest().parent().ifPresent(parent -> tags.put("gridcast.parent", parent.toString()));
        return tags;
    }

    private void logBatch(String runId, PackManifest manifest) {
        ObjectNode first = MlflowClient.object().put("run_id", runId);
        first.set("params", pairs(parameters(manifest)));
        client.post("runs/log-batch", first);
        long nowMs = Instant.now().toEpochMilli();
        ArrayNode metrics = MlflowClient.object().arrayNode();
        manifest.metrics().forEach((name, value) -> {
            metrics.addObject()
                    .put("key", NO_METRIC_NAME.matcher(name).replaceAll("_"))
                    .put("value", value)
                    .put("timestamp", nowMs)
                    .put("step", 0);
            if (metrics.size() == METRICS_A_CALL) {
                send(runId, metrics);
            }
        });
        send(runId, metrics);
    }

    private void send(String runId, ArrayNode metrics) {
        if (!metrics.isEmpty()) {
            ObjectNode body = MlflowClient.object().put("run_id", runId);
            body.set("metrics", metrics.deepCopy());
            client.post("runs/log-batch", body);
            metrics.removeAll();
        }
    }

    private static Map<String, String> parameters(PackManifest manifest) {
        Map<String, String> all = new TreeMap<>(manifest.parameters());
        all.put("kind", manifest.kind());
        all.put("target", manifest.target().name().toLowerCase(Locale.ROOT));
        all.put("horizon", manifest.horizon().toString());
        all.put("features", Integer.toString(manifest.schema().size()));
        all.put("feature_schema", manifest.schemaFingerprint());
        all.put("trained_from", manifest.trainedOn().from().toString());
        all.put("trained_to", manifest.trainedOn().to().toString());
        all.put("rows", Long.toString(manifest.trainedOn().rows()));
        all.put("data_sha256", manifest.trainedOn().sha256());
        all.put("gridcast", manifest.codeVersion());
        return all;
    }

    private static ArrayNode pairs(Map<String, String> values) {
        ArrayNode pairs = MlflowClient.object().arrayNode();
        values.forEach((key, value) -> pairs.addObject()
                .put("key", key)
                .put("value", value.substring(0, Math.min(value.length(), LONGEST_VALUE))));
        return pairs;
    }

    private void upload(ArtifactPlace place, ModelPack pack) {
        client.upload(place.in(FOLDER), pack.manifest().model() + MlflowModels.PACK_SUFFIX, PackFormat.write(pack));
        client.upload(place.in(FOLDER), "manifest.json", utf8(pack.manifestJson()));
        ErrorPlots.of(pack.manifest())
                .forEach((name, svg) -> client.upload(place.in("plots"), name + ".svg", utf8(svg)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void endRun(String runId, String status) {
        client.post(
                "runs/update",
                MlflowClient.object()
                        .put("run_id", runId)
                        .put("status", status)
                        .put("end_time", Instant.now().toEpochMilli()));
    }

    private void giveUp(String runId, MlflowException because) {
        try {
            endRun(runId, "FAILED");
        } catch (MlflowException stillAway) {
            because.addSuppressed(stillAway);
        }
    }

    private Registered register(ModelPack pack, String runId, String source) {
        ObjectNode body = MlflowClient.object()
                .put("name", pack.manifest().model().modelId())
                .put("source", source)
                .put("run_id", runId)
                .put("description", pack.manifest().model().toString());
        body.set("tags", pairs(tags(pack, "see the run")));
        JsonNode version = client.post("model-versions/create", body).path("model_version");
        return new Registered(
                pack.manifest().model().modelId(), version.path("version").asText());
    }
}
