/** Tests of the people of a ledger. */
@NullMarked
package org.specie.node.act;

import org.jspecify.annotations.NullMarked;
