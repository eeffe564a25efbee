/**
 * What transactions do: each family is judged against a state and, if nothing speaks against it,
 * takes effect as a whole. Judging reads only, so that admission asks the same judges as execution.
 * Source: docs/spec/21-application.md, sections 4 to 6 and 8.
 */
@NullMarked
package org.specie.cash.application.execution;

import org.jspecify.annotations.NullMarked;
