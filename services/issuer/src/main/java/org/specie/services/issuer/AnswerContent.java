package org.specie.services.issuer;

import org.specie.services.api.Described;

/** An agent's answer to a device's request. Spec: docs/spec/58-issuer-service.md 6.1. */
public record AnswerContent(
    @Described(value = "the answer, the same whenever it is asked for", max = 2048)
        String answer) {}
