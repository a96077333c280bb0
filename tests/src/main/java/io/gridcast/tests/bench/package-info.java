/** JMH benchmarks of hot paths, and what other ways to build a thing would cost or gain; {@code tests/bench} runs them. */
@NullMarked
package io.gridcast.tests.bench;

import org.jspecify.annotations.NullMarked;
