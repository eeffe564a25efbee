/** What payer and payee send each other. Spec: docs/spec/50-art.md section 4. */
@NullMarked
package org.specie.offline.token.message;

import org.jspecify.annotations.NullMarked;
