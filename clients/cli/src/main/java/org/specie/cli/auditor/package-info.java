/**
 * {@code specie auditor …}: makes and runs an auditor, and is its desk, where people decide.
 * Source: docs/spec/42-auditor.md.
 */
@NullMarked
package org.specie.cli.auditor;

import org.jspecify.annotations.NullMarked;
