/** What can be asked for: the records of the public topics as the bytes they are, by what they are about and when. */
@NullMarked
package io.gridcast.topology.serving;

import org.jspecify.annotations.NullMarked;
