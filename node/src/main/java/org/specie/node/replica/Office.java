package org.specie.node.replica;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.signer.OfficeShare;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.sbft.SbftEngine;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.Operators;
import org.specie.node.ResourceStack;
import org.specie.node.home.DirectoryHome;
import org.specie.node.resharing.HandoverThread;
import org.specie.node.resharing.KeyHandover;
import org.specie.node.resharing.ShareVault;
import org.specie.node.signing.PeerSigning;

/**
 * What goes with the office of an operator: its shares of the keys, received before it begins and
 * erased after it ends, and links to those who come. Source: docs/spec/22-node.md, clause 6.6.
 */
final class Office implements HandoverThread.Surroundings {
  private static final String VAULT = "shares";

  private final ReplicaFolder folder;
  private final CashApplication application;
  private final SbftEngine engine;
  private final PeerSigning signing;
  private final Channel channel;
  private final HandoverThread thread;
  private final Optional<OperatorSet> contacts;
  private final GuestBook guests;
  private final Trust trust;
  private volatile int operators;
  private List<OperatorSet.Operator> expected;

  Office(
      ReplicaFolder folder,
      CashApplication application,
      SbftEngine engine,
      PeerSigning signing,
      Channel channel,
      Trust trust,
      KeyHandover handover)
      throws IOException {
    this.folder = folder;
    this.application = application;
    this.engine = engine;
    this.signing = signing;
    this.channel = channel;
    this.thread = new HandoverThread(handover, this);
    this.trust = trust;
    this.guests = GuestBook.of(folder);
    this.contacts = folder.contacts();
    this.expected = contacts.map(OperatorSet::operators).orElse(List.of());
    this.operators = application.ledger().genesis().operators().size();
  }

  /**
   * The operator's shares, which lie with its secrets. Those from the founding are taken over once;
   * their files are gone afterwards, so that what is erased later was all there was. A share of the
   * escrow key that cannot be taken over stays where it is.
   */
  static ShareVault vault(
      ReplicaFolder folder, LedgerConstants ledger, Entropy entropy, ResourceStack resources)
      throws IOException {
    DirectoryHome home = folder.home();
    int index = folder.index();
    Secret opensBoxes = Operators.shareSecret(home, index);
    resources.push(opensBoxes::destroy);
    Storage storage = resources.push(home.vault(Operators.party(index), VAULT));
    ShareVault vault = ShareVault.open(ledger, storage, opensBoxes, entropy);
    takeOver(home, index, ledger, vault);
    return vault;
  }

  private static void takeOver(
      DirectoryHome home, int index, LedgerConstants ledger, ShareVault vault) throws IOException {
    long epoch = ledger.genesis().operators().epoch();
    OfficeKeys founded = new OfficeKeys(new IssuingKey(epoch, 0, ledger.key()), ledger.escrowKey());
    Optional<EscrowMember> escrow =
        founded.escrow().isPresent()
            ? Operators.escrowShare(home, index, founded.escrow().get().key())
            : Optional.empty();
    boolean isFirst = vault.isEmpty() && Operators.hasFoundingShare(home, index);
    Optional<OperatorShare> issuing =
        isFirst
            ? Optional.of(
                Operators.share(home, index, ledger.key().key().hash(), ledger.generation()))
            : vault.of(epoch).map(OfficeShare::issuing);
    if (issuing.isPresent() && (isFirst || escrow.isPresent())) {
      vault.keep(founded, new OfficeShare(issuing.get(), escrow));
    }
    Operators.forgetFoundingShare(home, index);
    if (vault.escrow(epoch).isPresent()) {
      // Where it is not in the vault, its file is all there is.
      Operators.forgetFoundingEscrowShare(home, index);
    }
  }

  /** The engine is started. */
  void open(ResourceStack resources) {
    engine.alsoLink(expected);
    resources.push(thread::close);
    thread.start();
  }

  /** There may be another block. */
  void wake() {
    thread.wake();
  }

  /** How many operators are in force, as far as this replica knows. */
  int operators() {
    return operators;
  }

  Optional<Throwable> failure() {
    return thread.failure();
  }

  @Override
  public Optional<CashView> view() throws IOException {
    boolean isThere =
        application.position().isPresent() && application.snapshots().restoring().isEmpty();
    return isThere ? Optional.of(application.view()) : Optional.empty();
  }

  @Override
  public long height() {
    return engine.status().height();
  }

  @Override
  public long signedHeight() {
    return signing.height();
  }

  @Override
  public void submit(Transaction post, OperatorSet inForce) throws IOException {
    if (inForce.indexOf(folder.name()).isPresent()) {
      var _ = engine.submit(post);
    } else {
      // Whoever only follows has nobody to submit to but the operators.
      channel.ask(inForce.operators().stream().map(each -> each.name()).toList(), post);
    }
  }

  @Override
  public void expect(OperatorSet inForce, List<OperatorSet.Operator> coming) throws IOException {
    operators = inForce.size();
    folder.keepContacts(inForce);
    Optional<Integer> place = inForce.indexOf(folder.name());
    if (place.isPresent()) {
      // What signed in epochs that are over signs nothing any more, and is of use to a thief only.
      Ed25519PublicKey key = inForce.operators().get(place.get()).publicKey();
      Operators.forgetKeysBefore(folder.home(), folder.index(), key);
    }
    List<OperatorSet.Operator> others = new ArrayList<>(coming);
    if (place.isEmpty()) {
      // Perhaps others were in force since: whoever follows goes on asking those it knows.
      contacts.ifPresent(known -> others.addAll(0, known.operators()));
    }
    expected = List.copyOf(others);
    link();
  }

  @Override
  public void look() throws IOException {
    if (guests.look(application.ledger().ledgerId(), trust)) {
      link();
    }
  }

  private void link() {
    List<OperatorSet.Operator> all = new ArrayList<>(guests.guests());
    all.addAll(expected);
    engine.alsoLink(all);
  }
}
