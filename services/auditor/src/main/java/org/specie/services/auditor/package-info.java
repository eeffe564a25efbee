/**
 * One auditor as a process: it is shown payments above the budget, looks at each under the policy
 * it reads from the ledger itself, decides by rule or by a person, writes its decision down, and
 * only then signs. Source: docs/spec/42-auditor.md.
 */
@NullMarked
package org.specie.services.auditor;

import org.jspecify.annotations.NullMarked;
