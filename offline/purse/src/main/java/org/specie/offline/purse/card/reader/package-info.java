/**
 * Cards in readers of this machine, over PC/SC: which there are, and the channel to one. Spec:
 * docs/spec/52-purse.md, clause 6.4.
 */
@NullMarked
package org.specie.offline.purse.card.reader;

import org.jspecify.annotations.NullMarked;
