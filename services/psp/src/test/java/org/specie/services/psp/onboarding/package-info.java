/** Evidence and what is refused of it. Source: docs/spec/41-psp.md 41.10, 41.11. */
@NullMarked
package org.specie.services.psp.onboarding;

import org.jspecify.annotations.NullMarked;
