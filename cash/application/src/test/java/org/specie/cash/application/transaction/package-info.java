/** Tests of the transactions as bytes. */
@NullMarked
package org.specie.cash.application.transaction;

import org.jspecify.annotations.NullMarked;
