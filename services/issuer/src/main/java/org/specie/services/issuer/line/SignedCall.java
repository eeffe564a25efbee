package org.specie.services.issuer.line;

import org.specie.services.api.Described;

/** A call of somebody who is known by a key. Spec: docs/spec/58-issuer-service.md 4.2. */
public record SignedCall(
    @Described(value = "the public key of the caller's line", max = 64) String caller,
    @Described("when it is asked, in seconds since 1970 by the caller's clock") long time,
    @Described(value = "what is asked, as the operation reads it", max = 8192) String content,
    @Described(value = "of the caller, on role, operation, time and content", max = 128)
        String signature) {}
