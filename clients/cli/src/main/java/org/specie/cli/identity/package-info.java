/**
 * {@code specie identity …}: an identity provider of one's own, to try out what a real one does:
 * vouch for a person under a pseudonym. Source: docs/spec/41-psp.md 41.10.
 */
@NullMarked
package org.specie.cli.identity;

import org.jspecify.annotations.NullMarked;
