package io.gridcast.app.models;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.serdes.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the audit says of versions.
 *
 * @param published the entry that first published a version, by {@code id@version}
 * @param retired when a version was retired, the last time, by {@code id@version}
 */
public record AuditedVersions(Map<String, AuditEntry> published, Map<String, Instant> retired) {
    /** Reads the audit to its end. */
    public static AuditedVersions read(Platform platform) {
        Map<String, AuditEntry> published = new TreeMap<>();
        Map<String, Instant> retired = new TreeMap<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_AUDIT, (entry, at) -> {
                    if (entry.what().equals("publish")) {
                        published.putIfAbsent(entry.subject(), entry);
                    } else if (entry.what().equals("retire")) {
                        retired.put(entry.subject(), entry.at());
                    }
                }));
        return new AuditedVersions(published, retired);
    }

    /** The pack that a version was published with. */
    public Optional<String> packOf(String model) {
        return Optional.ofNullable(published.get(model))
                .map(entry -> entry.details().getOrDefault("pack", ""));
    }
}
