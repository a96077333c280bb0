/** Makes model packs from plain files, and tells what is in a pack. */
@NullMarked
package io.gridcast.app.packing;

import org.jspecify.annotations.NullMarked;
