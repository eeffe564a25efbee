/** Tests of the state's entries. */
@NullMarked
package org.specie.cash.application.state;

import org.jspecify.annotations.NullMarked;
