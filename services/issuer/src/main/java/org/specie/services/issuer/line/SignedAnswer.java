package org.specie.services.issuer.line;

import org.specie.services.api.Described;

/** The answer to a signed call. Spec: docs/spec/58-issuer-service.md 4.3. */
public record SignedAnswer(
    @Described(value = "what is answered", max = 4096) String content,
    @Described(value = "of the role, on the call and the content", max = 128) String signature) {}
