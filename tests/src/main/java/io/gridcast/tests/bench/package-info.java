/** JMH benchmarks of hot paths; {@code tests/bench} runs them. */
@NullMarked
package io.gridcast.tests.bench;

import org.jspecify.annotations.NullMarked;
