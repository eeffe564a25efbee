/**
 * {@code specie network operators …}: who operates the ledger, and how the committee changes that.
 * Source: docs/spec/27-membership.md, section 9.
 */
@NullMarked
package org.specie.cli.operators;

import org.jspecify.annotations.NullMarked;
