/**
 * The ideal ledger as plain values, to hold the application against. Source:
 * docs/spec/14-ideal-ledger.md.
 */
@NullMarked
package org.specie.cash.application.ideal;

import org.jspecify.annotations.NullMarked;
