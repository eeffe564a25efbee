/**
 * {@code specie issuer …}: founds an issuer of offline cash and runs its roles, each as a process
 * of its own with its own keys. Source: docs/spec/58-issuer-service.md.
 */
@NullMarked
package org.specie.cli.issuer;

import org.jspecify.annotations.NullMarked;
