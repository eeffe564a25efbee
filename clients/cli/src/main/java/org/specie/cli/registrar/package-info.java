/**
 * {@code specie registrar create|run|start|stop|status}: registrars as processes, and a provider's
 * way to them. Source: docs/spec/43-registrar.md.
 */
@NullMarked
package org.specie.cli.registrar;

import org.jspecify.annotations.NullMarked;
