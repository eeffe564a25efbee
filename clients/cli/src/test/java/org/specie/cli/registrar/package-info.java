/** What providers are handed of registrars. Source: docs/spec/43-registrar.md. */
@NullMarked
package org.specie.cli.registrar;

import org.jspecify.annotations.NullMarked;
