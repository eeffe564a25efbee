package org.specie.services.registrar.asking;

import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.api.ServiceAddress;

/**
 * Where a registrar is asked.
 *
 * @param address with the one certificate that counts there
 * @param key by which the policy names it
 */
public record RegistrarPlace(ServiceAddress address, Ed25519PublicKey key) {}
