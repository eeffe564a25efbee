/** Tests of the package of the same name, beside the real applet in a simulated card. */
@NullMarked
package org.specie.offline.processor;

import org.jspecify.annotations.NullMarked;
