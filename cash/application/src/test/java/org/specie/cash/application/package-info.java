/** Tests of the application over real cryptography, and a small bank to run them in. */
@NullMarked
package org.specie.cash.application;

import org.jspecify.annotations.NullMarked;
