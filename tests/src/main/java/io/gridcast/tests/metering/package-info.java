/** Millions of readings, good and bad, through a real broker and the engine's check and sums; {@code tests/bench Metering} runs it. */
@NullMarked
package io.gridcast.tests.metering;

import org.jspecify.annotations.NullMarked;
