/**
 * Points of sale: they ask for money and take it for a purse whose device they never see, each with
 * tokens of its own. Spec: docs/spec/52-purse.md section 7.
 */
@NullMarked
package org.specie.offline.purse.till;

import org.jspecify.annotations.NullMarked;
