/**
 * A page to print that also carries its content for programs: as much of PDF as that needs, written
 * and never read. Sources: docs/spec/33-receipts.md, 33.6; docs/spec/52-purse.md, 5.4.
 */
@NullMarked
package org.specie.page;

import org.jspecify.annotations.NullMarked;
