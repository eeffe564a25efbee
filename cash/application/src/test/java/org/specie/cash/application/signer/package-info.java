/** Tests of the signer against chains and requests made to mislead it. */
@NullMarked
package org.specie.cash.application.signer;

import org.jspecify.annotations.NullMarked;
