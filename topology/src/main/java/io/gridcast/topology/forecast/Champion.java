package io.gridcast.topology.forecast;

import io.gridcast.core.forecast.ModelRef;

/** The model whose forecasts count, ready to score. */
record Champion(ModelRef ref, ServedModel model) {}
