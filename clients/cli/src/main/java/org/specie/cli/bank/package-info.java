/**
 * {@code specie bank …}: a bank of offline cash as a process, and what its customers ask of it.
 * Spec: docs/spec/59-bank-service.md.
 */
@NullMarked
package org.specie.cli.bank;

import org.jspecify.annotations.NullMarked;
