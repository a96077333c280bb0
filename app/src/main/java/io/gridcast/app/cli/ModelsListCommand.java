package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.models.ModelInventory;
import io.gridcast.app.models.ModelInventory.Published;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import io.gridcast.core.model.Scope;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        description = "Shows which packs are published, and which models run where, in which role.",
        footer = {
            "  gridcast models list --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast models list --bootstrap-servers broker1:9092 --schema-registry http://registry:8081 --json"
        })
final class ModelsListCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PACK = "%-36s  %-6s  %-24s  %-24s  %9s  %s%n";
    private static final String DEPLOYMENT = "%-20s  %-10s  %-36s  %8s  %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public void run() {
        try (Platform platform = platformOptions.required()) {
            ModelInventory inventory = ModelInventory.read(platform);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(object(inventory).toPrettyString());
            } else {
                table(inventory, out);
            }
            out.flush();
        }
    }

    private static void table(ModelInventory inventory, PrintWriter out) {
        if (inventory.packs().isEmpty()) {
            out.println("no pack is published");
        } else {
            out.printf(PACK, "published", "target", "trained on", "until", "rows", "pack");
        }
        for (Published pack : inventory.packs()) {
            out.printf(
                    PACK,
                    pack.manifest().model(),
                    pack.manifest().target().name().toLowerCase(Locale.ROOT),
                    pack.manifest().trainedOn().from(),
                    pack.manifest().trainedOn().to(),
                    pack.manifest().trainedOn().rows(),
                    pack.packHash());
        }
        out.println();
        if (inventory.deployments().isEmpty()) {
            out.println("nothing is deployed: forecasts stand on similar days");
            return;
        }
        out.printf(DEPLOYMENT, "scope", "role", "model", "revision", "effective from");
        inventory.deployments().forEach((scope, deployment) -> {
            if (deployment.champion().isEmpty()) {
                String instead =
                        deployment.scope().equals(Scope.all(deployment.scope().target()))
                                ? "none: similar days"
                                : "that of the wider scope";
                out.printf(DEPLOYMENT, scope, "champion", instead, deployment.revision(), "");
            }
            for (Role role : roles(deployment)) {
                out.printf(
                        DEPLOYMENT,
                        scope,
                        role.name(),
                        role.model().model(),
                        deployment.revision(),
                        effectiveFrom(deployment));
            }
        });
    }

    /** What a model does in a scope. */
    private record Role(String name, DeployedModel model) {}

    private static List<Role> roles(Deployment deployment) {
        List<Role> roles = new ArrayList<>();
        deployment.champion().ifPresent(model -> roles.add(new Role("champion", model)));
        deployment.standIn().ifPresent(model -> roles.add(new Role("stand-in", model)));
        deployment
                .canary()
                .ifPresent(model ->
                        roles.add(new Role("canary " + Math.round(100 * deployment.canaryShare()) + "%", model)));
        deployment.experts().forEach(model -> roles.add(new Role("expert", model)));
        deployment.shadows().forEach(model -> roles.add(new Role("shadow", model)));
        return roles;
    }

    private static String effectiveFrom(Deployment deployment) {
        return deployment.isEffective() ? deployment.effectiveFrom().toString() : "waits for its tasks";
    }

    private static ObjectNode object(ModelInventory inventory) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode packs = root.putArray("packs");
        for (Published pack : inventory.packs()) {
            packs.addObject()
                    .put("model", pack.manifest().model().toString())
                    .put("target", pack.manifest().target().name().toLowerCase(Locale.ROOT))
                    .put("pack_hash", pack.packHash())
                    .put("published_at", pack.at().toString())
                    .put("trained_from", pack.manifest().trainedOn().from().toString())
                    .put("trained_until", pack.manifest().trainedOn().to().toString())
                    .put("rows", pack.manifest().trainedOn().rows())
                    .put("schema_fingerprint", pack.manifest().schemaFingerprint());
        }
        ArrayNode deployments = root.putArray("deployments");
        inventory.deployments().forEach((scope, deployment) -> {
            ObjectNode node = deployments.addObject().put("scope", scope).put("revision", deployment.revision());
            deployment
                    .champion()
                    .ifPresent(champion ->
                            node.put("champion", champion.model().toString()).put("pack_hash", champion.packHash()));
            ArrayNode roles = node.putArray("roles");
            roles(deployment)
                    .forEach(role -> roles.addObject()
                            .put("role", role.name())
                            .put("model", role.model().model().toString())
                            .put("pack_hash", role.model().packHash()));
            if (deployment.isEffective()) {
                node.put("effective_from", deployment.effectiveFrom().toString());
            }
        });
        return root;
    }
}
