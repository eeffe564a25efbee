/**
 * {@code specie demo offline}: cash in secure devices, from account to account through purses that
 * meet without a network, with what goes wrong on the way. Devices are cards of software that run
 * the real applet. Core, certifier, factory, recovery agent, inspection and pseudonym agent of the
 * issuer are processes, and so are the banks where the ledger's replicas are. Source:
 * docs/reference/cli.md, docs/spec/50-art.md to 54-agents.md, 58-issuer-service.md and
 * 59-bank-service.md section 12.
 */
@NullMarked
package org.specie.cli.demo.offline;

import org.jspecify.annotations.NullMarked;
