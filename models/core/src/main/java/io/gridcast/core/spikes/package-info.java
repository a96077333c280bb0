/** Price spikes: what counts as one, how likely they are, and when they are worth an alert. */
@NullMarked
package io.gridcast.core.spikes;

import org.jspecify.annotations.NullMarked;
