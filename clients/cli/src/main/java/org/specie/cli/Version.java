package org.specie.cli;

import org.specie.node.replica.Software;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"specie " + Software.version()};
  }
}
