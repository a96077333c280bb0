package io.gridcast.topology.lifecycle;

import io.gridcast.core.model.DeployedModel;

/**
 * A promotion that waits until a second person approves it.
 *
 * @param who asked for it, and so cannot approve it
 * @param why it was asked for
 */
record Proposal(DeployedModel model, String who, String why) {}
