/** Makes the topics of the catalogue and checks them at each start. */
@NullMarked
package io.gridcast.app.topics;

import org.jspecify.annotations.NullMarked;
