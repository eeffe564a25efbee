package org.specie.services.api.reference;

import java.util.Optional;

/**
 * One request that was done, as a page shows it: what differs between two runs is left out.
 *
 * @param route method and path, as the OpenAPI document has them
 * @param line method and path, as they were sent
 * @param authorization what the header of that name said
 * @param content what was sent
 * @param answer what came back with status 200
 */
public record Exchange(
    String route,
    String line,
    Optional<String> authorization,
    Optional<String> content,
    String answer) {}
