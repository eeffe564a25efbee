/**
 * Has the model checker TLC explore the models of docs/spec/tla for the tests that name them. Spec:
 * docs/spec/tla/README.md.
 */
@NullMarked
package org.specie.quality.models;

import org.jspecify.annotations.NullMarked;
