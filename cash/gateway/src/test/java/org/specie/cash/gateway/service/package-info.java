/** Tests of what lies under the same name. */
@NullMarked
package org.specie.cash.gateway.service;

import org.jspecify.annotations.NullMarked;
