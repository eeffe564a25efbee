/**
 * The pages below docs/reference/api, made of what services say of themselves at {@code
 * /openapi.json} and of what a test asked them. Spec: docs/spec/40-service-api.md 40.17.
 */
@NullMarked
package org.specie.services.api.reference;

import org.jspecify.annotations.NullMarked;
