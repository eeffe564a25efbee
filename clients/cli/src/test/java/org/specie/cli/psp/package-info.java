/** People, providers and a ledger behind them. Source: docs/spec/41-psp.md. */
@NullMarked
package org.specie.cli.psp;

import org.jspecify.annotations.NullMarked;
