package io.gridcast.app.mlflow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A folder of artifacts that the tracking server serves.
 *
 * @param path below the server's artifact root, without a slash at either end
 */
record ArtifactPlace(String path) {
    private static final String PROXY = "mlflow-artifacts:";

    /**
     * The folder that MLflow names by a URI.
     *
     * @throws MlflowException if the server does not serve it
     */
    static ArtifactPlace of(String uri) {
        if (!uri.startsWith(PROXY)) {
            throw new MlflowException(
                    "",
                    "the artifacts lie at " + uri + ", which the tracking server does not serve",
                    "gridcast speaks with the tracking server alone and has no credentials of the store behind it",
                    "start the server with --serve-artifacts and --artifacts-destination, and use an experiment made since",
                    null);
        }
        String path = uri.substring(PROXY.length()).replaceFirst("^//[^/]*", "");
        return new ArtifactPlace(path.replaceAll("^/+|/+$", ""));
    }

    /** A folder within it. */
    ArtifactPlace in(String folder) {
        return new ArtifactPlace(path + "/" + folder);
    }

    /** The path of a file in it, as it stands in a URL. */
    String file(String name) {
        return Arrays.stream((path + "/" + name).split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
