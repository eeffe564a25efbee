/**
 * The border between accounts and offline cash: withdrawals and deposits of a bank whose vault is a
 * purse, each step in a journal before the next, so that no crash makes or loses money. Spec:
 * docs/spec/53-float.md sections 5 to 7.
 */
@NullMarked
package org.specie.offline.purse.border;

import org.jspecify.annotations.NullMarked;
