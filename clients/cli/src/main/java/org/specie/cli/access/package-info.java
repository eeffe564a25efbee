/**
 * Exceptional access: auditors' shares of opening one payment, and the opening. Source:
 * docs/spec/12-tiers.md, clauses 12.20 to 12.22.
 */
@NullMarked
package org.specie.cli.access;

import org.jspecify.annotations.NullMarked;
