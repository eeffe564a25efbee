/**
 * Tokens that let a customer in without saying which one: signed blind, spent once. Source:
 * docs/spec/41-psp.md 41.5; docs/spec/08-blind-signatures.md.
 */
@NullMarked
package org.specie.services.psp.admission;

import org.jspecify.annotations.NullMarked;
