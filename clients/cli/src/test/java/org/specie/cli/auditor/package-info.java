/** Auditors as processes. */
@NullMarked
package org.specie.cli.auditor;

import org.jspecify.annotations.NullMarked;
