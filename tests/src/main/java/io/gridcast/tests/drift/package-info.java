/** The simulated country through a whole engine, as fast as it goes: what drift detectors find in years of it. */
@NullMarked
package io.gridcast.tests.drift;

import org.jspecify.annotations.NullMarked;
