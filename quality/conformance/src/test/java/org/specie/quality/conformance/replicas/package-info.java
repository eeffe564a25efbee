/**
 * Whole networks of replicas as processes of their own, mistreated while people pay. Source:
 * docs/spec/25-sbft-engine.md.
 */
@NullMarked
package org.specie.quality.conformance.replicas;

import org.jspecify.annotations.NullMarked;
