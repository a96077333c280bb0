/** The trainer as a process of its own, beside a real engine. */
@NullMarked
package io.gridcast.tests.retraining;

import org.jspecify.annotations.NullMarked;
