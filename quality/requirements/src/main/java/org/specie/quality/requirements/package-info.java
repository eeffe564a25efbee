/**
 * Ties tests to the rows of docs/requirements.md, so that a claim is shown by something that can
 * fail.
 */
@NullMarked
package org.specie.quality.requirements;

import org.jspecify.annotations.NullMarked;
