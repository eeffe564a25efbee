/** Tests of private cash, and a small world of operators and holders to run them in. */
@NullMarked
package org.specie.cash.protocol;

import org.jspecify.annotations.NullMarked;
