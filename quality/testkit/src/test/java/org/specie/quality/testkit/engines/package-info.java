/**
 * One suite of stories that every engine has to tell alike, on every storage: what an application
 * and its users may expect of {@code ConsensusEngine}. An engine joins by a {@code Founding}.
 * Source: docs/spec/20-ledger.md, section 9.
 */
@NullMarked
package org.specie.quality.testkit.engines;

import org.jspecify.annotations.NullMarked;
