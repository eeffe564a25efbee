/**
 * Where a network keeps what it has: databases by name, public documents, and each party's secrets
 * apart from everybody else's. Source: docs/spec/22-node.md, section 1.
 */
@NullMarked
package org.specie.node.home;

import org.jspecify.annotations.NullMarked;
