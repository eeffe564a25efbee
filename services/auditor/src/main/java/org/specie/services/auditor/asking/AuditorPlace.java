package org.specie.services.auditor.asking;

import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;

/**
 * Where an auditor is asked.
 *
 * @param name in its certificate
 * @param key by which the policy names it
 */
public record AuditorPlace(String name, Endpoint endpoint, Ed25519PublicKey key) {}
