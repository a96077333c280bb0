/** Replays whose parts run apart, so that they can be doubled and killed: for tests, and for proofs on real data. */
@NullMarked
package io.gridcast.tests.replay;

import org.jspecify.annotations.NullMarked;
