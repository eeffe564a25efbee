/**
 * A network of replicas on machines, or at least in processes, of their own: founding it, the
 * folder each replica lives in, and the running replica. Source: docs/spec/22-node.md, sections 6
 * and 7.
 */
@NullMarked
package org.specie.node.replica;

import org.jspecify.annotations.NullMarked;
