/**
 * The software beside a secure device: it asks, verifies, keeps, pays and redeems, and holds no
 * money itself. Spec: docs/spec/52-purse.md.
 */
@NullMarked
package org.specie.offline.purse;

import org.jspecify.annotations.NullMarked;
