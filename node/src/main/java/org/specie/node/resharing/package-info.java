/**
 * One operator's side of handing the issuing key on: what it posts after each block, what it keeps
 * on its disk before it posts, and which share it holds for which height. No thread, no network:
 * state in, transactions out. Source: docs/spec/27-membership.md, section 8.
 */
@NullMarked
package org.specie.node.resharing;

import org.jspecify.annotations.NullMarked;
