/**
 * One registrar as a process: it looks at identity evidence itself, under the policy it reads from
 * the ledger itself, remembers which person has which wallet, and only then signs; and the way of
 * providers to m of n of them. Source: docs/spec/43-registrar.md.
 */
@NullMarked
package org.specie.services.registrar;

import org.jspecify.annotations.NullMarked;
