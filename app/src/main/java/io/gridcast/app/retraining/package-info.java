/** Follows requests for new models: trains, packs, signs, publishes, and lets the new model forecast in shadow. */
@NullMarked
package io.gridcast.app.retraining;

import org.jspecify.annotations.NullMarked;
