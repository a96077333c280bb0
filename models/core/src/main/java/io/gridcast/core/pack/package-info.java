/** Model packs: how a model travels, what it says about itself, and how it is checked before it may score. */
@NullMarked
package io.gridcast.core.pack;

import org.jspecify.annotations.NullMarked;
