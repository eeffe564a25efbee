/**
 * The links between replicas as the engine sees them: frames to and from operators by name, what
 * kinds of frames there are, and a side channel for whoever runs beside the engine. Source:
 * docs/spec/25-sbft-engine.md, section 3.
 */
@NullMarked
package org.specie.ledger.sbft.link;

import org.jspecify.annotations.NullMarked;
