/** Tests of what lies under the same name. */
@NullMarked
package org.specie.cash.gateway.client;

import org.jspecify.annotations.NullMarked;
