package org.specie.services.issuer.inspection;

import org.specie.services.api.Described;

/** That a payment came in. Spec: docs/spec/58-issuer-service.md 9.1. */
public record ProofTaken(
    @Described(value = "digest of the token with the payment", max = 64) String token) {}
