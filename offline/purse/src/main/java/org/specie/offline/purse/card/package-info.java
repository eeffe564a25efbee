/**
 * The device's port over the commands of a card. Spec: docs/spec/51-monebox.md, commands;
 * docs/spec/52-purse.md section 6.
 */
@NullMarked
package org.specie.offline.purse.card;

import org.jspecify.annotations.NullMarked;
