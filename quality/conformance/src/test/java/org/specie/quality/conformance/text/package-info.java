/**
 * The pages and the committed text: commands that run, links that lead somewhere, refusals that are
 * explained, nothing that names one person's machine. Source: CONTRIBUTING.md.
 */
@NullMarked
package org.specie.quality.conformance.text;

import org.jspecify.annotations.NullMarked;
