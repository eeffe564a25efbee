/** Tests of the people of a ledger. */
@NullMarked
package org.specie.node.role;

import org.jspecify.annotations.NullMarked;
