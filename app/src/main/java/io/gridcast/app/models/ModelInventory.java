package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.ModelArtifactChunk;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What lies on the model topics now.
 *
 * @param packs published packs, in the order of publication
 * @param deployments the newest of each scope, by scope
 */
public record ModelInventory(List<Published> packs, Map<String, Deployment> deployments) {
    /** A pack that is complete. */
    public record Published(PackManifest manifest, String packHash, Instant at) {}

    /** Reads the topics to their end. */
    public static ModelInventory read(Platform platform) {
        Map<String, Published> packs = new LinkedHashMap<>();
        Map<String, Deployment> deployments = new TreeMap<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry())
                        .values(
                                Topics.MODELS_ARTIFACTS,
                                (chunk, at) -> manifest(chunk)
                                        .ifPresent(manifest -> packs.put(
                                                chunk.packHash(), new Published(manifest, chunk.packHash(), at))))
                        .values(
                                Topics.MODELS_DEPLOYMENTS,
                                (deployment, at) ->
                                        deployments.put(deployment.scope().toString(), deployment)));
        return new ModelInventory(new ArrayList<>(packs.values()), deployments);
    }

    /** The published pack of a version, {@code id@version}. */
    public Optional<Published> pack(String model) {
        return packs.stream()
                .filter(pack -> pack.manifest().model().toString().equals(model))
                .reduce((first, second) -> first);
    }

    private static Optional<PackManifest> manifest(ModelArtifactChunk chunk) {
        return chunk.manifest().isEmpty() ? Optional.empty() : Optional.of(PackManifest.fromJson(chunk.manifest()));
    }
}
