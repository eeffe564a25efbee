/**
 * The customer's side of a provider: asks what the provider offers and believes none of the
 * answers. Source: docs/spec/41-psp.md.
 */
@NullMarked
package org.specie.services.psp.customer;

import org.jspecify.annotations.NullMarked;
