package io.gridcast.topology.lifecycle;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.pack.ManifestCheck;
import io.gridcast.state.Ledger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why a command cannot be followed. */
final class CommandCheck {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SUBJECT = Pattern.compile("\\*|(zone|series):.+");

    private final Ledger<String, String> published;
    private final ManifestCheck manifests;

    /**
     * @param published pack hashes by {@code id@version}
     * @param manifests decides whose packs are published
     */
    CommandCheck(Ledger<String, String> published, ManifestCheck manifests) {
        this.published = published;
        this.manifests = manifests;
    }

    /** The reason for a person, with what may help; empty where the command may be followed. */
    Optional<String> refusal(ModelCommand command, ScopeState scope) {
        if (command.who().isBlank()) {
            return Optional.of("the command names nobody as its author; say who with --who");
        }
        return switch (command.kind()) {
            case PUBLISH -> ofPublish(command);
            case DEPLOY -> ofDeploy(command, scope);
            default ->
                Optional.of("this engine follows publish and deploy, and not "
                        + command.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        };
    }

    private Optional<String> ofPublish(ModelCommand command) {
        if (!SHA_256.matcher(command.packHash()).matches()) {
            return Optional.of(notAHash(command));
        }
        String known = published.get(command.model().toString());
        if (known != null && !known.equals(command.packHash())) {
            return Optional.of(command.model() + " was published with pack " + known
                    + " before, and the bytes of a version never change; publish this pack under a new version");
        }
        try {
            manifests.check(command);
            return Optional.empty();
        } catch (ExplainedException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private Optional<String> ofDeploy(ModelCommand command, ScopeState scope) {
        if (!SHA_256.matcher(command.packHash()).matches()) {
            return Optional.of(notAHash(command));
        }
        if (!SUBJECT.matcher(command.scope().subject()).matches()) {
            return Optional.of("the scope is " + command.scope()
                    + ", must be * for all series, or zone:ID, or series:ID, behind load/ or price/");
        }
        String known = published.get(command.model().toString());
        if (!command.packHash().equals(known)) {
            return Optional.of(notPublished(command, known));
        }
        boolean runsAlready = scope.rollout().isEmpty()
                && scope.effective()
                        .filter(deployment -> deployment.champion().model().equals(command.model()))
                        .isPresent();
        return runsAlready
                ? Optional.of(command.model() + " is the champion of " + command.scope() + " already")
                : Optional.empty();
    }

    private static String notAHash(ModelCommand command) {
        return "the pack hash is '" + command.packHash()
                + "', must be 64 hexadecimal digits, the SHA-256 of the pack of " + command.model();
    }

    private static String notPublished(ModelCommand command, @Nullable String known) {
        return known == null
                ? command.model() + " has never been published; publish its pack first"
                : command.model() + " was published with pack " + known + ", not " + command.packHash()
                        + "; deploy the published one";
    }
}
