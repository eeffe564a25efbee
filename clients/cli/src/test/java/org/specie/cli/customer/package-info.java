/** What a customer keeps of its provider, and what it does not believe. */
@NullMarked
package org.specie.cli.customer;

import org.jspecify.annotations.NullMarked;
