/** What has become known so far: blocks of slots by channel, and the rules by which events fill them. */
@NullMarked
package io.gridcast.core.history;

import org.jspecify.annotations.NullMarked;
