/**
 * What is shown to registrars: evidence that an identity provider signed, and what its holder has
 * registered with it. Source: docs/spec/43-registrar.md, section 2; docs/spec/41-psp.md 41.10.
 */
@NullMarked
package org.specie.services.registrar.evidence;

import org.jspecify.annotations.NullMarked;
