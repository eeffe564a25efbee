package org.specie.offline.token.layout;

/**
 * Offsets, sizes and codes of the aggregating receipt token: compile-time constants in the types a
 * Java Card has, so that the program on a card and the software of a host read the same page. The
 * constants stand in the order of docs/spec/50-art.md, which says what they mean.
 */
public final class ArtLayout {
  // Sizes that fields share.

  /** Bytes of a key id. */
  public static final short KEY_ID_SIZE = 8;

  /** Bytes of a SHA-256 digest. */
  public static final short DIGEST_SIZE = 32;

  /** Bytes of a P-256 point, x and y. */
  public static final short POINT_SIZE = 64;

  /** Bytes of an ECDSA signature, r and s. */
  public static final short SIGNATURE_SIZE = 64;

  /** Bytes of a class key's modulus and of a blind signature. */
  public static final short MODULUS_SIZE = 256;

  /** Bytes of an amount. */
  public static final short AMOUNT_SIZE = 8;

  /** How many leading bytes of an amount are zero. */
  public static final short AMOUNT_ZERO_BYTES = 3;

  /** Bytes of a time in minutes. */
  public static final short TIME_SIZE = 4;

  /** Bytes of a token id and of an owner id. */
  public static final short ID_SIZE = 16;

  /** Bytes of the payee's reference. */
  public static final short REFERENCE_SIZE = 8;

  /** Bytes of the salt in a blind signature. */
  public static final short SALT_SIZE = 32;

  // Types, the first byte of everything but payments and payment certificates.

  /** A configuration. */
  public static final byte TYPE_CONFIGURATION = 0x11;

  /** A key certificate. */
  public static final byte TYPE_KEY_CERT = 0x21;

  /** A class certificate. */
  public static final byte TYPE_CLASS_CERT = 0x31;

  /** A request. */
  public static final byte TYPE_REQUEST = 0x41;

  /** A response. */
  public static final byte TYPE_RESPONSE = 0x42;

  /** A question for a certificate. */
  public static final byte TYPE_CHAIN_WANTED = 0x43;

  /** Certificates. */
  public static final byte TYPE_CHAIN = 0x44;

  /** A payment with all it takes to verify it. */
  public static final byte TYPE_PROOF = 0x45;

  // Algorithms and uses of keys.

  /** ECDSA on P-256 with SHA-256. */
  public static final byte ALGORITHM_P256 = 0x01;

  /** RSA of 2,048 bits, PSS with SHA-256. */
  public static final byte ALGORITHM_RSA_PSS = 0x02;

  /** Certifies agents. */
  public static final byte USE_ROOT = 0x01;

  /** Signs configurations. */
  public static final byte USE_FACTORY = 0x02;

  /** Certifies class keys. */
  public static final byte USE_CERTIFIER = 0x04;

  /** Recovers what devices held. */
  public static final byte USE_RECOVERY = 0x08;

  /** Signs the time. */
  public static final byte USE_TIME = 0x10;

  /** Certifies payment keys, blindly. */
  public static final byte USE_CLASS = 0x20;

  // Key certificate and, up to KEY_LARGEST_PAYMENT, class certificate.

  /** Type. */
  public static final short KEY_TYPE = 0;

  /** Algorithm. */
  public static final short KEY_ALGORITHM = 1;

  /** Use. */
  public static final short KEY_USE = 2;

  /** Device classes. */
  public static final short KEY_CLASSES = 3;

  /** Key id. */
  public static final short KEY_ID = 4;

  /** Currency. */
  public static final short KEY_CURRENCY = 12;

  /** Two zero bytes. */
  public static final short KEY_RESERVED = 14;

  /** Beginning of validity. */
  public static final short KEY_VALID_FROM = 16;

  /** End of validity, inclusive. */
  public static final short KEY_VALID_UNTIL = 20;

  /** Largest single payment. */
  public static final short KEY_LARGEST_PAYMENT = 24;

  /** Largest aggregate. */
  public static final short KEY_LARGEST_AGGREGATE = 32;

  /** Public key. */
  public static final short KEY_PUBLIC = 40;

  /** Key id of the issuer. */
  public static final short KEY_ISSUER = 104;

  /** Four zero bytes. */
  public static final short KEY_RESERVED_TAIL = 112;

  /** Signature; what stands before it is signed. */
  public static final short KEY_SIGNATURE = 116;

  /** Bytes of a key certificate. */
  public static final short KEY_SIZE = 180;

  // Class certificate, from where it differs.

  /** How many payment keys it certifies at most. */
  public static final short CLASS_QUOTA = 32;

  /** Partition. */
  public static final short CLASS_PARTITION = 40;

  /** Uses of a payment key. */
  public static final short CLASS_USES = 42;

  /** Modulus. */
  public static final short CLASS_MODULUS = 44;

  /** Key id of the issuer. */
  public static final short CLASS_ISSUER = 300;

  /** Four zero bytes. */
  public static final short CLASS_RESERVED_TAIL = 308;

  /** Signature; what stands before it is signed. */
  public static final short CLASS_SIGNATURE = 312;

  /** Bytes of a class certificate. */
  public static final short CLASS_SIZE = 376;

  // Payment certificate.

  /** Key id of the class key. */
  public static final short PAY_CERT_CLASS = 0;

  /** Payment key. */
  public static final short PAY_CERT_PUBLIC = 8;

  /** Blind signature. */
  public static final short PAY_CERT_SIGNATURE = 72;

  /** Bytes of a payment certificate. */
  public static final short PAY_CERT_SIZE = 328;

  // Configuration.

  /** Type. */
  public static final short CFG_TYPE = 0;

  /** Flags. */
  public static final short CFG_FLAGS = 1;

  /** Currency. */
  public static final short CFG_CURRENCY = 2;

  /** Decimal places of the currency. */
  public static final short CFG_PLACES = 4;

  /** Classes of devices that may pay. */
  public static final short CFG_CLASSES = 5;

  /** Largest number of payments. */
  public static final short CFG_PAYMENTS_MAX = 6;

  /** Token id. */
  public static final short CFG_TOKEN_ID = 8;

  /** Owner id. */
  public static final short CFG_OWNER_ID = 24;

  /** Beginning of validity. */
  public static final short CFG_VALID_FROM = 40;

  /** End of validity, inclusive. */
  public static final short CFG_VALID_UNTIL = 44;

  /** Largest single payment. */
  public static final short CFG_LARGEST_PAYMENT = 48;

  /** Largest aggregate. */
  public static final short CFG_LARGEST_AGGREGATE = 56;

  /** Policy. */
  public static final short CFG_POLICY = 64;

  /** Key id of the factory. */
  public static final short CFG_FACTORY = 68;

  /** Bytes of information, in one byte. */
  public static final short CFG_INFO_SIZE = 76;

  /** Bytes of extensions, in one byte. */
  public static final short CFG_EXTENSIONS_SIZE = 77;

  /** Information; extensions and signature follow it. */
  public static final short CFG_INFO = 78;

  /** Bytes of a configuration without information and extensions. */
  public static final short CFG_SIZE_MIN = 142;

  /** Bytes of the longest configuration. */
  public static final short CFG_SIZE_MAX = 282;

  /** Bytes of the longest information. */
  public static final short CFG_INFO_MAX = 40;

  /** Bytes of the longest extensions. */
  public static final short CFG_EXTENSIONS_MAX = 100;

  /** Most decimal places. */
  public static final short CFG_PLACES_MAX = 9;

  /** Nobody knows whose pseudonym the owner is. */
  public static final byte FLAG_ANONYMOUS = 0x01;

  /** A payer may keep the token. */
  public static final byte FLAG_DEDICATED = 0x02;

  /** Pays into an account. */
  public static final byte FLAG_DEPOSIT = 0x04;

  /** Pays out of an account. */
  public static final byte FLAG_WITHDRAWAL = 0x08;

  /** Between institutions. */
  public static final byte FLAG_WHOLESALE = 0x10;

  /** Gives back what a device held. */
  public static final byte FLAG_RECOVERY = 0x20;

  /** Every flag there is. */
  public static final byte FLAGS_ALL = 0x3f;

  /** Tag of an account reference. */
  public static final byte EXTENSION_ACCOUNT = 0x01;

  /** Tag of a withdrawal key. */
  public static final byte EXTENSION_WITHDRAWAL_KEY = 0x02;

  /** Bytes of an account reference. */
  public static final short ACCOUNT_SIZE = 16;

  // Payment.

  /** Sequence number. */
  public static final short PAY_SEQUENCE = 0;

  /** Aggregate. */
  public static final short PAY_AGGREGATE = 4;

  /** Amount. */
  public static final short PAY_AMOUNT = 12;

  /** Time the payer claims. */
  public static final short PAY_TIME = 20;

  /** Digest of the token before. */
  public static final short PAY_PREVIOUS = 24;

  /** The payee's reference. */
  public static final short PAY_REFERENCE = 56;

  /** Use counter of the payment key. */
  public static final short PAY_USE = 64;

  /** Payment certificate. */
  public static final short PAY_CERT = 66;

  /** Signature; what stands before it is signed. */
  public static final short PAY_SIGNATURE = 394;

  /** Bytes of a payment. */
  public static final short PAY_SIZE = 458;

  // Messages.

  /** Flags of a request. */
  public static final short REQUEST_FLAGS = 1;

  /** Amount, zero when the payer decides. */
  public static final short REQUEST_AMOUNT = 2;

  /** Reference. */
  public static final short REQUEST_REFERENCE = 10;

  /** Configuration; payment and chain follow it. */
  public static final short REQUEST_CONFIGURATION = 18;

  /** One zero byte. */
  public static final short RESPONSE_RESERVED = 1;

  /** Token id. */
  public static final short RESPONSE_TOKEN_ID = 2;

  /** Payment. */
  public static final short RESPONSE_PAYMENT = 18;

  /** Chain. */
  public static final short RESPONSE_CHAIN = 476;

  /** One zero byte. */
  public static final short WANTED_RESERVED = 1;

  /** Key id. */
  public static final short WANTED_KEY_ID = 2;

  /** Bytes of the question for a certificate. */
  public static final short WANTED_SIZE = 10;

  /** One zero byte. */
  public static final short CHAIN_RESERVED = 1;

  /** Chain in its own message. */
  public static final short CHAIN_CERTIFICATES = 2;

  /** Most certificates in a chain. */
  public static final short CHAIN_MAX = 4;

  /** Flag: a payment follows the configuration. */
  public static final byte REQUEST_CARRIES_PAYMENT = 0x01;

  // Limits of the checks.

  /** How far ahead of the payee's clock a claimed time may be. */
  public static final short SKEW_MINUTES = 60;

  /** How long after the end of validity a payment is taken. */
  public static final short GRACE_MINUTES = 10080;

  /** How many keys a device knows at most. */
  public static final short KNOWN_KEYS_DEVICE = 16;

  /** Bytes that stay of a payment that was dropped. */
  public static final short PAID_KEY_SIZE = 20;

  /** Status word of refusal 7000; the number within the range is added. */
  public static final short STATUS_REFUSED = (short) 0x9D00;

  private ArtLayout() {}
}
