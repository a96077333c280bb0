/** Key pairs of people who sign model packs, in files of theirs. */
@NullMarked
package io.gridcast.app.keys;

import org.jspecify.annotations.NullMarked;
