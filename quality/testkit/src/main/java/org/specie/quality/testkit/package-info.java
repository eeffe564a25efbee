/**
 * What tests of several rooms share: ports in memory that fail on demand, and drivers that try
 * every failure in turn. Nothing here is in the product. Source: docs/spec/20-ledger.md, clause
 * 9.4.
 */
@NullMarked
package org.specie.quality.testkit;

import org.jspecify.annotations.NullMarked;
