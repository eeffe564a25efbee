/** Tests of the policy record, its epochs and its quorums. */
@NullMarked
package org.specie.cash.application.policy;

import org.jspecify.annotations.NullMarked;
