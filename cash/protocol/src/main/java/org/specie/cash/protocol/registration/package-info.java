/**
 * What registrars have in common wherever they run: the key in shares that turns identity evidence
 * into uniqueness tags, and why they let somebody not in. Source: docs/spec/22-node.md, section 3.
 */
@NullMarked
package org.specie.cash.protocol.registration;

import org.jspecify.annotations.NullMarked;
