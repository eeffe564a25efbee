/**
 * The replica's side: requests within limits, answers from the committed ledger. Source:
 * docs/spec/28-gateway.md, section 5.
 */
@NullMarked
package org.specie.cash.gateway.service;

import org.jspecify.annotations.NullMarked;
