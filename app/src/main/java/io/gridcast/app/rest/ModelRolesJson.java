package io.gridcast.app.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Deployment;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Where models run, by what is deployed. */
final class ModelRolesJson {
    private final List<Deployment> deployments;

    ModelRolesJson(List<Deployment> deployments) {
        this.deployments = deployments;
    }

    /** The roles of a pack, scope by scope. */
    void write(String packHash, JsonGenerator to) throws IOException {
        to.writeStartArray();
        for (Deployment deployment : deployments) {
            write(
                    packHash,
                    deployment,
                    "champion",
                    deployment.champion().stream().toList(),
                    to);
            write(
                    packHash,
                    deployment,
                    "stand-in",
                    deployment.standIn().stream().toList(),
                    to);
            write(packHash, deployment, "canary", deployment.canary().stream().toList(), to);
            write(packHash, deployment, "expert", deployment.experts(), to);
            write(packHash, deployment, "shadow", deployment.shadows(), to);
        }
        to.writeEndArray();
    }

    private static void write(
            String packHash, Deployment deployment, String role, Collection<DeployedModel> models, JsonGenerator to)
            throws IOException {
        for (DeployedModel model : models) {
            if (model.packHash().equals(packHash)) {
                to.writeStartObject();
                to.writeObjectFieldStart("scope");
                to.writeStringField("target", RecordJson.word(deployment.scope().target()));
                to.writeStringField("subject", deployment.scope().subject());
                to.writeEndObject();
                to.writeStringField("role", role);
                to.writeEndObject();
            }
        }
    }
}
