/**
 * The other chip of a secure device, as a model: the processor for communication and detection. It
 * has links, display, button, sensors and battery, and nothing of money: what it knows of the
 * security core is {@link org.specie.offline.processor.SecurityCore}. Spec:
 * docs/spec/61-processor.md.
 */
@NullMarked
package org.specie.offline.processor;

import org.jspecify.annotations.NullMarked;
