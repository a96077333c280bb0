/** Cross-validation without leakage: what a model would have done on days that it had not seen. */
@NullMarked
package io.gridcast.training.validation;

import org.jspecify.annotations.NullMarked;
