/**
 * How a view change loses nothing: what a view-change message must prove to be believed, and what a
 * new view may propose for each slot. Pure functions of the messages, so that everybody who holds
 * the same ones concludes the same. Source: docs/spec/23-sbft.md, section 7.
 */
@NullMarked
package org.specie.ledger.consensus.viewchange;

import org.jspecify.annotations.NullMarked;
