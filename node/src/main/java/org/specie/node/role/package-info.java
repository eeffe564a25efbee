/**
 * The people of a ledger: the committee that issues money and sets policy, and the registrars that
 * let each person in once. Each member has a key of its own; a decision takes as many members as
 * the policy says. Source: docs/spec/22-node.md, section 3.
 */
@NullMarked
package org.specie.node.role;

import org.jspecify.annotations.NullMarked;
