package org.specie.services.issuer;

import org.specie.services.api.Described;

/** A device's request. Spec: docs/spec/58-issuer-service.md 6.1. */
public record RequestContent(
    @Described(value = "the request, as the device made it", max = 1288) String request) {}
