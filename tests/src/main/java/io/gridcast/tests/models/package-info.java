/** Whole runs that swap models, slow them down and publish them, and what that costs. */
@NullMarked
package io.gridcast.tests.models;

import org.jspecify.annotations.NullMarked;
