/** Model packs on their way: from files to topics, from topics to the tasks that score with them. */
@NullMarked
package io.gridcast.app.models;

import org.jspecify.annotations.NullMarked;
