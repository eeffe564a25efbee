package org.specie.services.api;

import java.util.Optional;

/**
 * Where a service listens.
 *
 * @param port 0 for any free one
 * @param certificate with it the service speaks TLS and nothing else; without it, a service belongs
 *     on one machine with its callers or behind a proxy
 */
public record Listener(String host, int port, Optional<ServerCertificate> certificate) {}
