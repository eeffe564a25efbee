/**
 * Who may operate the ledger next: which changes of operators the committee may decide, and what
 * convicts one of them. Source: docs/spec/27-membership.md.
 */
@NullMarked
package org.specie.cash.application.membership;

import org.jspecify.annotations.NullMarked;
