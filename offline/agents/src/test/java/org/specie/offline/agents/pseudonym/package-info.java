/** To whom owner ids are given, and what the register keeps of them. */
@NullMarked
package org.specie.offline.agents.pseudonym;

import org.jspecify.annotations.NullMarked;
