package org.specie.offline.purse;

import java.math.BigInteger;
import java.util.List;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;

/**
 * What a test needs of an issuer to bring a card into use.
 *
 * @param rootKey signs what a device is
 * @param root the root's own certificate
 * @param agents the factory's and the certifier's
 * @param payerClass the class of the device
 * @param classSecret the exponent with which payment keys are certified
 */
public record CardIssuer(
    SigningKey rootKey,
    KeyCert root,
    List<Certificate> agents,
    ClassCert payerClass,
    BigInteger classSecret) {}
