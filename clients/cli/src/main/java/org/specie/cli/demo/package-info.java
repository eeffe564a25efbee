/**
 * {@code specie demo}: the first three actions of the Bank of Israel's experiment with ten
 * customers, on a network of four operators with real keys, proofs and storage. It narrates what
 * happened and nothing else: every number is read back from the ledger or a wallet, or measured.
 * Source: docs/reference/cli.md.
 */
@NullMarked
package org.specie.cli.demo;

import org.jspecify.annotations.NullMarked;
