/**
 * Finding out that a model's world has changed. Values come once a day, are placed in what was usual for their day of the year
 * and the week ({@link io.gridcast.core.drift.DriftReference}), and go to detectors whose thresholds are calibrated to an
 * expected time between false alarms ({@link io.gridcast.core.drift.FalseAlarms}).
 */
@NullMarked
package io.gridcast.core.drift;

import org.jspecify.annotations.NullMarked;
