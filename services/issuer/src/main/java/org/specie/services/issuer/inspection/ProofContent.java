package org.specie.services.issuer.inspection;

import org.specie.services.api.Described;

/** A payment that is brought to inspection. Spec: docs/spec/58-issuer-service.md 9.1. */
public record ProofContent(
    @Described(value = "the proof, as page 50 writes it", max = 4096) String proof) {}
