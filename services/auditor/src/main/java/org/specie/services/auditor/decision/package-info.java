/**
 * An auditor's rules, and its record of decisions: chained, durable before a signature leaves, and
 * never changed. Source: docs/spec/42-auditor.md, sections 4 and 5.
 */
@NullMarked
package org.specie.services.auditor.decision;

import org.jspecify.annotations.NullMarked;
