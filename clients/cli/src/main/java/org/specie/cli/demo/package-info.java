/**
 * {@code specie demo}: the five actions of the Bank of Israel's experiment with ten customers and a
 * shop, on four operators and three providers with real keys, proofs and storage. It narrates what
 * happened and nothing else: every number is read back from the ledger or a wallet, or measured.
 * Source: docs/reference/cli.md.
 */
@NullMarked
package org.specie.cli.demo;

import org.jspecify.annotations.NullMarked;
