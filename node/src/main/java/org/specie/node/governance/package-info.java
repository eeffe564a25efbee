/**
 * Who is certified for a ledger, and who no longer is: the governance authority's folder, and the
 * revocation list as a running replica heeds it. Source: docs/spec/24-transport.md, section 1.
 */
@NullMarked
package org.specie.node.governance;

import org.jspecify.annotations.NullMarked;
