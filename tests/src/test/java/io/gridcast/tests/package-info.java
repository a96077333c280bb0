/** Tests across modules. */
@NullMarked
package io.gridcast.tests;

import org.jspecify.annotations.NullMarked;
