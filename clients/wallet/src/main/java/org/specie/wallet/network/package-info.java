/**
 * The ledger a wallet belongs to: its keys checked once and compared ever after, and the reasons it
 * refuses for. Source: docs/spec/30-wallet.md, clause 30.5.
 */
@NullMarked
package org.specie.wallet.network;

import org.jspecify.annotations.NullMarked;
