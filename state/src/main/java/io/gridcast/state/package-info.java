/** State stores: keys, binary layouts, write-behind caches, RocksDB tuning. Knows nothing of processors. */
@NullMarked
package io.gridcast.state;

import org.jspecify.annotations.NullMarked;
