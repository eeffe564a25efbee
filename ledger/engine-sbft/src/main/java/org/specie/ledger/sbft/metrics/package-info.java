/**
 * What an operator's instruments read: counters and gauges of one engine, and its health as a
 * margin, the number of further failures that are survived. No library of metrics is known here;
 * whoever publishes them walks the list. Source: docs/spec/25-sbft-engine.md, section 7.
 */
@NullMarked
package org.specie.ledger.sbft.metrics;

import org.jspecify.annotations.NullMarked;
