/**
 * For whoever watches over a replica: its metrics for Prometheus and its health as JSON, over plain
 * HTTP on an address of the operator's choice. Source: docs/guides/operating-a-replica.md.
 */
@NullMarked
package org.specie.node.watch;

import org.jspecify.annotations.NullMarked;
