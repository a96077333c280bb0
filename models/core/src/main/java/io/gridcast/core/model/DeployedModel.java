package io.gridcast.core.model;

import io.gridcast.core.forecast.ModelRef;

/** A version of a model and the pack that holds its bytes. */
public record DeployedModel(ModelRef model, String packHash) {}
