/**
 * {@code specie purse …}: offline cash for a person, on a card of software in a folder or on a card
 * in a reader. Spec: docs/spec/52-purse.md.
 */
@NullMarked
package org.specie.cli.purse;

import org.jspecify.annotations.NullMarked;
