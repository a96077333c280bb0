package io.gridcast.app.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Models in MLflow's registry, as their files. */
public final class MlflowModels {
    static final String PACK_SUFFIX = ".gridpack";

    private static final String LOGGED = "models:/";
    /** What MLflow's flavours call their models, the most telling first. */
    private static final List<String> ENDINGS = List.of(PACK_SUFFIX, ".ubj", ".onnx", ".xgb", ".json");

    private static final List<String> NO_MODELS =
            List.of("manifest.json", "schema.json", "golden.json", "input_example.json", "serving_input_example.json");
    private static final int MOST_FILES = 100;

    private final MlflowClient client;

    public MlflowModels(MlflowClient client) {
        this.client = client;
    }

    /**
     * A version that was fetched.
     *
     * @param version MLflow's number
     * @param file the model's name there, such as {@code model.ubj}
     * @param tags of the version
     * @param beside files that lie beside it and that a pack needs: {@code schema.json}, {@code golden.npz}, by name
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Fetched(
            String model,
            String version,
            String file,
            byte[] bytes,
            Map<String, String> tags,
            Map<String, byte[]> beside) {
        /** Whether it is a model pack already. */
        public boolean isPack() {
            return file.endsWith(PACK_SUFFIX);
        }

        /** The kind that a pack of it has. */
        public String kind() {
            return file.endsWith(".onnx") ? "onnx" : "xgboost";
        }
    }

    /**
     * Fetches a version.
     *
     * @param versionOrAlias a number, or an alias such as {@code champion}
     * @throws MlflowException if there is none, or none of its files is a model that can be packed
     */
    public Fetched fetch(String model, String versionOrAlias) {
        JsonNode version = version(model, versionOrAlias);
        String number = version.path("version").asText();
        ArtifactPlace place = ArtifactPlace.of(source(model, number));
        List<String> files = new ArrayList<>();
        walk(place, "", files);
        String file = modelFile(files).orElseThrow(() -> noModel(model, number, files));
        Map<String, byte[]> beside = new TreeMap<>();
        for (String name : files) {
            String plain = name.substring(name.lastIndexOf('/') + 1);
            if (plain.equals("schema.json") || plain.matches("golden\\.(npz|csv|json)")) {
                beside.put(plain, client.download(place, name));
            }
        }
        return new Fetched(model, number, file, client.download(place, file), tags(version), beside);
    }

    private JsonNode version(String model, String versionOrAlias) {
        return versionOrAlias.matches("\\d+")
                ? client.get("model-versions/get", Map.of("name", model, "version", versionOrAlias))
                        .path("model_version")
                : client.get("registered-models/alias", Map.of("name", model, "alias", versionOrAlias))
                        .path("model_version");
    }

    /** Where its files are: since MLflow 3 by way of a logged model, which has a place of its own. */
    private String source(String model, String number) {
        String uri = client.get("model-versions/get-download-uri", Map.of("name", model, "version", number))
                .path("artifact_uri")
                .asText();
        if (!uri.startsWith(LOGGED)) {
            return uri;
        }
        return client.get("logged-models/" + uri.substring(LOGGED.length()), Map.of())
                .path("model")
                .path("info")
                .path("artifact_uri")
                .asText();
    }

    private void walk(ArtifactPlace place, String below, List<String> files) {
        for (JsonNode entry :
                client.list(below.isEmpty() ? place : place.in(below)).path("files")) {
            String path = below.isEmpty()
                    ? entry.path("path").asText()
                    : below + "/" + entry.path("path").asText();
            if (entry.path("is_dir").asBoolean()) {
                walk(place, path, files);
            } else if (files.size() < MOST_FILES) {
                files.add(path);
            }
        }
    }

    private static Optional<String> modelFile(List<String> files) {
        return ENDINGS.stream()
                .flatMap(ending -> files.stream().filter(name -> name.endsWith(ending)))
                .filter(name -> !NO_MODELS.contains(name.substring(name.lastIndexOf('/') + 1)))
                .findFirst();
    }

    private static Map<String, String> tags(JsonNode version) {
        Map<String, String> tags = new TreeMap<>();
        version.path("tags")
                .forEach(tag ->
                        tags.put(tag.path("key").asText(), tag.path("value").asText()));
        return tags;
    }

    private static MlflowException noModel(String model, String number, List<String> files) {
        return new MlflowException(
                "",
                "version " + number + " of " + model + " holds " + files
                        + ", none of which is a model that can be packed",
                "gridcast scores XGBoost (UBJ or JSON) and ONNX; pickles could run code when they are opened",
                "log it with mlflow.xgboost.log_model(..., model_format=\"ubj\") or mlflow.onnx.log_model",
                null);
    }
}
