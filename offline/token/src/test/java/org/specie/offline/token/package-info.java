/** What every test of the token stands on: the vectors, and a mint that holds their keys. */
@NullMarked
package org.specie.offline.token;

import org.jspecify.annotations.NullMarked;
