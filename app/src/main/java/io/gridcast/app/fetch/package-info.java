/** Fetches real data from services: asks patiently, saves feed files, publishes what is new. */
@NullMarked
package io.gridcast.app.fetch;

import org.jspecify.annotations.NullMarked;
