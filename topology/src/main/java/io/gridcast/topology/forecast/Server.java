package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.ModelRole;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.DeployedModel;
import io.gridcast.core.model.Scope;

/**
 * A model that may serve a series.
 *
 * @param scope in which it has its role
 * @param role that its forecasts name
 * @param isStandIn whether it stands in for the champion, a rung below it
 */
record Server(DeployedModel model, Scope scope, ModelRole role, boolean isStandIn) {
    /** How it is taken out when it fails. */
    CommandKind takenOutBy() {
        return role == ModelRole.CHAMPION && !isStandIn ? CommandKind.ROLL_BACK : CommandKind.RETIRE;
    }
}
