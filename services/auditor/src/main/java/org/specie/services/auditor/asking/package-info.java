/**
 * The way to an auditor for those who ask it: payers, who show a payment, and the people at its
 * desk. Source: docs/spec/42-auditor.md, section 1.
 */
@NullMarked
package org.specie.services.auditor.asking;

import org.jspecify.annotations.NullMarked;
