package org.specie.ledger.transport;

import org.specie.kernel.core.Reason;

/**
 * Why a connection was refused or has ended, or why a file of identities was not taken. Each ending
 * is counted under its reason, see {@link TransportCounters}. Source: docs/spec/24-transport.md,
 * section 7.
 */
public enum TransportReason implements Reason {
  NOT_TLS(
      4301,
      "The other side does not speak TLS on this port.",
      "Connect with TLS 1.3; this port answers nothing else."),
  HANDSHAKE_FAILED(
      4302,
      "The TLS handshake failed, or the other side refused it.",
      "Use TLS 1.3, and look at the other side's counters: it knows why it refused."),
  HANDSHAKE_TIMEOUT(
      4303,
      "The connection was not set up before the deadline.",
      "Check the network between the two; nothing was lost."),
  CERTIFICATE_MISSING(
      4304,
      "The other side showed no certificate.",
      "Connect with a certificate that the governance authority issued."),
  CERTIFICATE_UNTRUSTED(
      4305,
      "The certificate was not issued by the governance authority of this ledger.",
      "Use a certificate that the governance authority issued, as it issued it."),
  CERTIFICATE_EXPIRED(
      4306,
      "The certificate is not valid at this time.",
      "Check the clocks; if they are right, have a new certificate issued."),
  CERTIFICATE_REVOKED(
      4307,
      "The certificate is on the governance authority's revocation list.",
      "Have a new certificate issued for a new key."),
  CERTIFICATE_ROLE(
      4308,
      "The certificate is for another role than this port takes.",
      "Connect to the port for this role, or have a certificate for the other role issued."),
  CERTIFICATE_SCOPE(
      4309,
      "The certificate was issued for another ledger.",
      "Check the address: this operator runs another ledger."),
  NOT_IN_DIRECTORY(
      4310,
      "The operator, or its key, is not in the directory in force.",
      "Wait until the ledger has decided the membership; then the link comes up by itself."),
  NOT_THE_EXPECTED_PEER(
      4311,
      "Another operator answers at this address than the directory says.",
      "Check the address in the directory."),
  NOT_THE_DIALER(
      4312,
      "Of two operators, the one whose name comes first dials, and this is the other.",
      "Nothing to do if the other side dials; if it does not, check its directory."),
  GREETING_MALFORMED(
      4313,
      "The greeting is not one of this version, or is for another kind of link.",
      "Check the address and the versions of both sides."),
  TOO_MANY_CONNECTIONS(
      4320, "The listener has all the connections it takes.", "Try again in a moment."),
  TOO_MANY_FROM_ADDRESS(
      4321,
      "There are too many connections from this network address.",
      "Close the connections that are not needed, or use one for all requests."),
  TOO_MANY_FOR_CERTIFICATE(
      4322,
      "There are too many connections with this certificate.",
      "Close the connections that are not needed, or use one for all requests."),
  TOO_MANY_HANDSHAKES(4323, "Too many handshakes are under way.", "Try again in a moment."),
  FRAME_TOO_LARGE(
      4330,
      "A frame was announced that is larger than this link carries.",
      "Split what is sent; if both sides run the same version, report this."),
  FRAME_INCOMPLETE(
      4331,
      "A frame was begun and not completed before the deadline.",
      "Check the network between the two."),
  IDLE(
      4332,
      "Nothing was heard for longer than keep-alives are apart.",
      "Check that the other side runs and the network between the two works."),
  SLOW_READER(
      4333,
      "The other side does not read what is sent to it.",
      "Check the load of the other side and the network between the two."),
  INBOUND_MEMORY(
      4334,
      "The memory for frames that are being received is used up.",
      "Try again in a moment; smaller frames need less."),
  BROKEN(
      4335,
      "The connection broke, or its bytes were not those of the TLS session.",
      "Nothing to do if it happens seldom; otherwise check the network between the two."),
  PEER_CLOSED(4340, "The other side closed the connection.", "Nothing needs to be done."),
  REPLACED(4341, "A newer connection of the same operator took its place.", "Nothing to do."),
  CLOSED_HERE(4342, "This side closed the connection.", "Nothing needs to be done."),
  UNREACHABLE(
      4350,
      "The address does not answer.",
      "Check the address, and that the other side runs; it is dialled again by itself."),
  ROUTE_REFUSED(
      4351,
      "Whoever passes connections on does not let this one through.",
      "Take new admission tokens, or go through another provider."),
  KEY_FILE_OPEN_TO_OTHERS(
      4360, "Others may read the file of the private key.", "Set its mode to 600."),
  FILE_MALFORMED(
      4361,
      "The file is not what it should be: one PEM block of the right kind.",
      "Restore the file, or have the certificate issued again."),
  KEY_OF_ANOTHER_CERTIFICATE(
      4362,
      "The private key does not belong to the certificate.",
      "Put the key and the certificate that were made together side by side."),
  REVOCATIONS_UNTRUSTED(
      4363,
      "The revocation list was not signed by the governance authority of this ledger.",
      "Fetch the list again from the governance authority."),
  REVOCATIONS_OLDER(
      4364,
      "The revocation list is older than the one in force.",
      "Fetch the newest list from the governance authority.");

  private final int code;
  private final String sentence;
  private final String remedy;

  TransportReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
