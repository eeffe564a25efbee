/** What is sealed for auditors: who opens it, and what it shows. */
@NullMarked
package org.specie.cash.protocol.tier;

import org.jspecify.annotations.NullMarked;
