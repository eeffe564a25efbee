/**
 * A card of software: jCardSim around a card's program, woven so that every write to persistent
 * memory passes through here, transactions are real, the power goes out at any write, and what is
 * persistent can be kept in a file. It is a card for tests, demonstrations and development: whoever
 * runs it can read everything in it. Spec: docs/spec/51-monebox.md section 51.11.
 */
@NullMarked
package org.specie.offline.simulator;

import org.jspecify.annotations.NullMarked;
