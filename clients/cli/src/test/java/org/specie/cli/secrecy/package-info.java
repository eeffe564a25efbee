/** Keys that nobody holds alone, looked for in the memory and the folders of what runs. */
@NullMarked
package org.specie.cli.secrecy;

import org.jspecify.annotations.NullMarked;
