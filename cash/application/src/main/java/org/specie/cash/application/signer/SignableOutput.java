package org.specie.cash.application.signer;

import org.specie.kernel.crypto.ps.SigningRequest;

/**
 * An output an applied transaction has earned.
 *
 * @param generation the key generation it is to be signed under
 * @param request base and attributes, a pure function of the committed record
 */
public record SignableOutput(int generation, SigningRequest request) {}
