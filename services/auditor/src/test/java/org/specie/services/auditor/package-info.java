/** Auditors over a real ledger in memory, with honest payers and others. */
@NullMarked
package org.specie.services.auditor;

import org.jspecify.annotations.NullMarked;
