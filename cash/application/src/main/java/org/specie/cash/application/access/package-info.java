/**
 * Exceptional access: what operators and auditors may help to open, and when. Source:
 * docs/spec/12-tiers.md, clauses 12.20 to 12.22.
 */
@NullMarked
package org.specie.cash.application.access;

import org.jspecify.annotations.NullMarked;
