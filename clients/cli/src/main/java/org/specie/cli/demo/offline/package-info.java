/**
 * {@code specie demo offline}: cash in secure devices, from account to account through purses that
 * meet without a network, with what goes wrong on the way. Devices are cards of software that run
 * the real applet. Core, certifier, factory, recovery agent and inspection of the issuer are
 * processes; the banks are objects of this process, each over a storage of its own. Source:
 * docs/reference/cli.md, docs/spec/50-art.md to 54-agents.md and 58-issuer-service.md.
 */
@NullMarked
package org.specie.cli.demo.offline;

import org.jspecify.annotations.NullMarked;
